// SPDX-License-Identifier: Apache-2.0
//
// A text that must not outlive its use.

#ifndef AUTODISCOVER_DRIVER_SECRET_H_
#define AUTODISCOVER_DRIVER_SECRET_H_

#include <string>
#include <utility>

namespace autodiscover::driver {

// Overwrites all memory that `text` owns, and empties it.
void Wipe(std::string& text);

// Holds a password, or a header made from one, and overwrites it at the end.
// It can be neither printed nor copied.
class Secret {
 public:
  Secret() = default;
  // Takes the text and wipes the caller's.
  explicit Secret(std::string&& text) : text_(text) { Wipe(text); }
  ~Secret() { Wipe(text_); }
  Secret(const Secret&) = delete;
  Secret& operator=(const Secret&) = delete;
  // A short std::string is copied when moved: `other` is wiped for that.
  Secret(Secret&& other) noexcept : text_(std::move(other.text_)) {
    Wipe(other.text_);
  }
  Secret& operator=(Secret&& other) noexcept {
    if (this != &other) {
      Wipe(text_);
      text_ = std::move(other.text_);
      Wipe(other.text_);
    }
    return *this;
  }

  [[nodiscard]] const std::string& Reveal() const { return text_; }

 private:
  std::string text_;
};

}  // namespace autodiscover::driver

#endif  // AUTODISCOVER_DRIVER_SECRET_H_
