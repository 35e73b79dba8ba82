// SPDX-License-Identifier: Apache-2.0
//
// Tables of fields. Each kind of map in the format has one table, which is the
// only place where its field names are written; reading, the messages about
// unknown names, and FormatFields() all go by it.

#ifndef FAKE_SERVERS_WORLD_FIELDS_H_
#define FAKE_SERVERS_WORLD_FIELDS_H_

#include <algorithm>
#include <functional>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "world/cursor.h"
#include "world/nearest.h"

namespace fake {

template <typename T>
struct Field {
  using Reader = std::function<void(const Cursor&, T&)>;
  // A null reader: the field is known here and read elsewhere.
  Field(std::string field_name, Reader reader)
      : name(std::move(field_name)), read(std::move(reader)) {}
  std::string name;
  Reader read;
};

template <typename T>
using FieldTable = std::vector<Field<T>>;

// The fields that were there, with their places.
using SeenFields = std::map<std::string, Cursor>;

template <typename T>
std::vector<std::string> NamesOf(const FieldTable<T>& table) {
  std::vector<std::string> names;
  for (const Field<T>& field : table) {
    names.push_back(field.name);
  }
  return names;
}

// Reads the map at `at` into `out`. Complains of unknown fields and goes on.
template <typename T>
SeenFields ReadFields(const Cursor& at, const std::string& wanted,
                      const FieldTable<T>& table, T& out) {
  SeenFields seen;
  at.ForEachEntry(wanted, [&](const std::string& name, const Cursor& value) {
    const auto field = std::ranges::find_if(
        table, [&name](const Field<T>& one) { return one.name == name; });
    if (field == table.end()) {
      value.ComplainOfKey("unknown field; allowed are " +
                          Allowed(name, NamesOf(table)));
      return;
    }
    seen.emplace(name, value);
    if (field->read) {
      field->read(value, out);
    }
  });
  return seen;
}

}  // namespace fake

#endif  // FAKE_SERVERS_WORLD_FIELDS_H_
