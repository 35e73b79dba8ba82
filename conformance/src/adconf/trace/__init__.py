# SPDX-License-Identifier: Apache-2.0
"""Traces: what real servers did, recorded, cleaned, and turned into worlds."""
