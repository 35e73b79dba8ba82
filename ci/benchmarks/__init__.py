# SPDX-License-Identifier: Apache-2.0
"""What `ci/bench` measures, and how."""
