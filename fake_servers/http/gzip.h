// SPDX-License-Identifier: Apache-2.0
//
// Compressed bodies, good and hostile.

#ifndef FAKE_SERVERS_HTTP_GZIP_H_
#define FAKE_SERVERS_HTTP_GZIP_H_

#include <string>
#include <string_view>

namespace fake {

// `text` as one gzip member; empty when there is no memory for it.
[[nodiscard]] std::string Gzip(std::string_view text);

// The first half of `text`, then a block of a kind that does not exist: only a
// client that reads on finds out.
[[nodiscard]] std::string BrokenGzip(std::string_view text);

// One valid gzip member of about 1 MiB that unpacks to 1 GiB of zeros.
[[nodiscard]] const std::string& GzipBomb();

}  // namespace fake

#endif  // FAKE_SERVERS_HTTP_GZIP_H_
