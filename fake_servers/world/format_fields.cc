// SPDX-License-Identifier: Apache-2.0
//
// Prints the fields that the reader knows, as JSON, for the test that compares
// them with the published schema.

#include <iostream>

#include <nlohmann/json.hpp>

#include "world/scenario_reader.h"

int main() { std::cout << nlohmann::json(fake::FormatFields()).dump(1); }
