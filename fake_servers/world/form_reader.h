// SPDX-License-Identifier: Apache-2.0
//
// Reads the fields of an ANSWER that choose what a template holds: whose server
// it is, which protocols and mailboxes it names, which errors it mixes in.

#ifndef FAKE_SERVERS_WORLD_FORM_READER_H_
#define FAKE_SERVERS_WORLD_FORM_READER_H_

#include "world/fields.h"
#include "world/world.h"

namespace fake {

[[nodiscard]] const FieldTable<BodyForm>& FormFields();
[[nodiscard]] const FieldTable<LinkedMailbox>& LinkedMailboxFields();

// Complains of fields that have no meaning without a template of settings.
void CheckForm(const SeenFields& seen, ReplyKind reply);

[[nodiscard]] std::vector<Shape> ReadShapes(const Cursor& at);

}  // namespace fake

#endif  // FAKE_SERVERS_WORLD_FORM_READER_H_
