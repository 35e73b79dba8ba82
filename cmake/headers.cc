// SPDX-License-Identifier: Apache-2.0
//
// Empty: the target it makes up carries the precompiled headers.
