// SPDX-License-Identifier: Apache-2.0
//
// Finds the EWS endpoint of the mailbox in argv[1]; the password, if one is
// wanted, is the first line of standard input.

#include <iostream>
#include <string>

#include <autodiscover/client.h>
#include <autodiscover/version.h>

int main(int argc, char** argv) {
  if (argc != 2) {
    std::cerr << "usage: find_endpoint ADDRESS (autodiscover "
              << autodiscover::kVersion << ")\n";
    return 2;
  }
  autodiscover::Request request;
  request.address = argv[1];
  request.password = [] {
    std::string password;
    std::getline(std::cin, password);
    return password;
  };
  const autodiscover::Outcome outcome = autodiscover::Discover(request);
  if (!outcome.settings) {
    std::cerr << outcome.error->message << "\n";
    return 1;
  }
  std::cout << outcome.settings->ews_url << "\n";
  return 0;
}
