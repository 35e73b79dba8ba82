// SPDX-License-Identifier: Apache-2.0
//
// Reads an ANSWER of the format, alone or among the fields of a service or a
// route, and scripts of them.

#ifndef FAKE_SERVERS_WORLD_ANSWER_READER_H_
#define FAKE_SERVERS_WORLD_ANSWER_READER_H_

#include <string>
#include <vector>

#include "world/fields.h"
#include "world/world.h"

namespace fake {

// What a service or a route says that it answers: one ANSWER or a script.
struct AnswersDraft {
  Answer answer;
  std::string padding;  // Goes into `answer.body` when all is read.
  std::vector<Answer> script;
};

// The fields of an ANSWER.
[[nodiscard]] const FieldTable<AnswersDraft>& AnswerFields();

// These and `script`.
[[nodiscard]] const FieldTable<AnswersDraft>& AnswersFields();

// Checks what was read for sense and returns the script it amounts to; empty
// when no field of an answer was there.
[[nodiscard]] std::vector<Answer> FinishAnswers(const Cursor& at,
                                                const SeenFields& seen,
                                                AnswersDraft draft);

// The fields of `table` for a larger draft that holds `part`.
template <typename T, typename Part>
FieldTable<T> Embedded(const FieldTable<Part>& table, Part T::*part) {
  FieldTable<T> embedded;
  for (const Field<Part>& field : table) {
    embedded.push_back(
        {field.name, [read = field.read, part](const Cursor& at, T& out) {
           read(at, out.*part);
         }});
  }
  return embedded;
}

}  // namespace fake

#endif  // FAKE_SERVERS_WORLD_ANSWER_READER_H_
