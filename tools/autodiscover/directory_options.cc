// SPDX-License-Identifier: Apache-2.0

#include "tools/autodiscover/directory_options.h"

#include <CLI/CLI.hpp>

namespace autodiscover::tools {

void AddDirectoryOptions(CLI::App& app, DirectoryLookup& directory) {
  CLI::Option* uri =
      app.add_option("--scp", directory.uri,
                     "Look up this directory first (SCP objects): ldap://HOST, "
                     "ldaps://HOST, or ldap:/// for a domain controller that "
                     "DNS names")
          ->type_name("URI");
  app.add_option("--scp-site", directory.site,
                 "The site of the directory that this machine is in: its "
                 "servers come first")
      ->needs(uri)
      ->type_name("SITE");
  app.add_option("--scp-base", directory.base,
                 "Search there; default: the configuration, as the directory "
                 "names it")
      ->needs(uri)
      ->type_name("DN");
  app.add_flag("--scp-login", directory.login,
               "Log in to the directory with the user name and password, over "
               "TLS; default: ask anonymously")
      ->needs(uri);
}

}  // namespace autodiscover::tools
