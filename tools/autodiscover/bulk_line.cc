// SPDX-License-Identifier: Apache-2.0

#include "tools/autodiscover/bulk_line.h"

#include <utility>

#include <nlohmann/json.hpp>

#include "autodiscover/json.h"

namespace autodiscover::tools {
namespace {

using Json = nlohmann::json;

constexpr const char* kNumber = "line";
constexpr const char* kAsked = "asked";

tl::unexpected<Error> Bad(std::string why) {
  return Fail(ErrorCode::kInvalidAddress, std::move(why));
}

// `{"address": …}` is said again, since that is what most likely is missing.
Result<std::string> TextOf(const Json& object, const char* name) {
  const auto found = object.find(name);
  if (found == object.end()) {
    return std::string();
  }
  if (!found->is_string()) {
    return Bad(std::string("\"") + name + "\" is not a text");
  }
  return found->get<std::string>();
}

// Stops the reading after the first two fields: the rest of a line may be long.
class FirstFields final : public nlohmann::json_sax<Json> {
 public:
  bool null() override { return false; }
  bool boolean(bool /*value*/) override { return false; }
  bool number_integer(number_integer_t /*value*/) override { return false; }
  bool number_float(number_float_t /*value*/,
                    const string_t& /*text*/) override {
    return false;
  }
  bool binary(binary_t& /*value*/) override { return false; }
  bool start_array(std::size_t /*size*/) override { return false; }
  bool end_array() override { return false; }
  bool end_object() override { return false; }
  bool parse_error(std::size_t /*at*/, const std::string& /*token*/,
                   const Json::exception& /*why*/) override {
    return false;
  }
  bool start_object(std::size_t /*size*/) override {
    return std::exchange(depth_, 1) == 0;
  }
  bool key(string_t& name) override {
    return name == (has_number_ ? kAsked : kNumber);
  }
  bool number_unsigned(number_unsigned_t value) override {
    done.number = value;
    has_number_ = true;
    return true;
  }
  bool string(string_t& value) override {
    done.address = value;
    complete = has_number_;
    return false;  // The rest is not looked at.
  }

  DoneLine done;
  bool complete = false;

 private:
  int depth_ = 0;
  bool has_number_ = false;
};

}  // namespace

Result<BulkLine> ReadBulkLine(std::string_view text) {
  const Json object = Json::parse(text, nullptr, /*allow_exceptions=*/false);
  if (object.is_discarded()) {
    return Bad("not JSON; a line is {\"address\": \"ann@corp.test\"}");
  }
  if (!object.is_object()) {
    return Bad("not a JSON object; a line is {\"address\": \"ann@corp.test\"}");
  }
  if (object.contains("password") || object.contains("token")) {
    return Bad(
        "it has a password or a token, which must not be in the file; "
        "--password-stdin and --token-stdin take one for all lines");
  }
  const Result<std::string> address = TextOf(object, "address");
  if (!address) {
    return tl::unexpected<Error>(address.error());
  }
  if (address->empty()) {
    return Bad("\"address\" is missing");
  }
  const Result<std::string> account = TextOf(object, "account");
  if (!account) {
    return tl::unexpected<Error>(account.error());
  }
  return BulkLine{.address = *address, .account = *account};
}

std::string WriteBulkLine(std::uint64_t number, const std::string& address,
                          const Outcome& outcome) {
  std::string line = "{\"";
  line.append(kNumber).append("\":").append(std::to_string(number));
  line.append(",\"").append(kAsked).append("\":");
  line.append(
      Json(address).dump(-1, ' ', false, Json::error_handler_t::replace));
  return line.append(",").append(ToJsonLine(outcome), 1);
}

std::optional<DoneLine> ReadDoneLine(std::string_view text) {
  FirstFields fields;
  static_cast<void>(Json::sax_parse(text, &fields));
  return fields.complete ? std::optional(fields.done) : std::nullopt;
}

}  // namespace autodiscover::tools
