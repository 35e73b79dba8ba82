// SPDX-License-Identifier: Apache-2.0

#include "tools/autodiscover/common_options.h"

#include <CLI/CLI.hpp>

namespace autodiscover::tools {

CLI::Option* AddRepeated(CLI::App& app, const std::string& name,
                         std::vector<std::string>& into,
                         const std::string& about, const std::string& type) {
  return app.add_option(name, into, about + "; may be repeated")
      ->type_name(type)
      ->allow_extra_args(false);
}

void AddNetworkOptions(CLI::App& app, Network& network) {
  app.add_option("--ca-file", network.ca_file,
                 "PEM file of certificates to trust instead of the system's")
      ->check(CLI::ExistingFile)
      ->type_name("FILE");
  AddRepeated(app, "--name-server", network.name_servers,
              "Ask this name server, ADDRESS[:PORT]", "SERVER");
  AddRepeated(app, "--connect-to", network.connect_to,
              "HOST:PORT:ADDRESS:PORT: connect elsewhere (for tests)", "ENTRY");
}

void AddTimeout(CLI::App& app, const std::string& about, double& seconds) {
  app.add_option("--timeout", seconds, about)
      ->check(CLI::Range(0.001, 86400.0))
      ->type_name("SECONDS")
      ->capture_default_str();
}

}  // namespace autodiscover::tools
