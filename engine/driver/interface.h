// SPDX-License-Identifier: Apache-2.0
//
// The base of every abstract class here: destroyed through a pointer, and
// neither copied nor moved.

#ifndef AUTODISCOVER_DRIVER_INTERFACE_H_
#define AUTODISCOVER_DRIVER_INTERFACE_H_

namespace autodiscover::driver {

class Interface {
 public:
  Interface() = default;
  virtual ~Interface() = default;
  Interface(const Interface&) = delete;
  Interface& operator=(const Interface&) = delete;
  Interface(Interface&&) = delete;
  Interface& operator=(Interface&&) = delete;
};

}  // namespace autodiscover::driver

#endif  // AUTODISCOVER_DRIVER_INTERFACE_H_
