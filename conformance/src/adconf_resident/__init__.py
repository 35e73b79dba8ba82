# SPDX-License-Identifier: Apache-2.0
"""Adapters that load their client once: `stub` runs in the world, `server` beside the driver."""
