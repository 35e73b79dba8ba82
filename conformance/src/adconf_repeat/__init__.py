# SPDX-License-Identifier: Apache-2.0
"""Several runs of a client in one world."""
