# SPDX-License-Identifier: Apache-2.0
"""The conformance driver: runs clients in scripted worlds and judges what they did."""
