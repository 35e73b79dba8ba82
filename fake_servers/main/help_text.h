// SPDX-License-Identifier: Apache-2.0
//
// The longer texts of --help.

#ifndef FAKE_SERVERS_MAIN_HELP_TEXT_H_
#define FAKE_SERVERS_MAIN_HELP_TEXT_H_

namespace fake {

inline constexpr char kAbout[] =
    "A scripted internet with Exchange servers in it: DNS, HTTP and HTTPS as\n"
    "one file describes them, and a record of everything that was asked.";

inline constexpr char kExamples[] = R"(Examples:
  fake-exchange run world.yaml -- curl -i https://mail.corp.test/autodiscover/autodiscover.xml
  fake-exchange run world.yaml --transcript seen.json -- python3 client.py
  fake-exchange run world.yaml -- bash
  fake-exchange serve world.yaml
  fake-exchange check scenarios/
  fake-exchange new world.yaml && fake-exchange describe world.yaml

Exit codes:
  0      done; `run` passes on the exit code of its command
  1      check: there are problems
  120    the world file is wrong
  121    no private namespace can be made on this machine
  122    the world could not be served
  123    a file could not be written
  124    the time limit was over, and the command was killed
  125    the command line is wrong
  126    the command cannot be executed
  127    the command was not found
  128+n  the command was ended by signal n
A transcript is written if, and only if, the command was run.)";

inline constexpr char kRunAbout[] =
    "Runs a command alone with a world, in a private network where the "
    "world's names, ports 53, 80 and 443, and its certificates are real.";

inline constexpr char kRunExamples[] =
    R"(Inside, the file system is read-only but for fresh /tmp, /run and $HOME. The
directory you are in, and files the command names, stay visible below /tmp too.
The environment keeps PATH, LANG, LC_ALL and TERM.

Examples:
  fake-exchange run world.yaml -- curl -i https://mail.corp.test/
  fake-exchange run world.yaml --follow /dev/stderr -- ./client ann@corp.test
  fake-exchange run world.yaml --rtt 50ms --transcript seen.json -- ./client
  fake-exchange run world.yaml --clock-rate 20 -- faketime -f '+0 x20' ./client
  fake-exchange run world.yaml --env DEBUG=1 --bind /tmp/data -- ./client)";

inline constexpr char kServeAbout[] =
    "Serves a world on loopback ports of the system's choice and prints them, "
    "until Ctrl-C. For clients that can be told where to connect; with --ports "
    "real, for those on another machine, which need its DNS and its root.";

inline constexpr char kServeExamples[] = R"(Examples:
  fake-exchange serve world.yaml
  fake-exchange serve world.yaml --address 192.0.2.10 --ports real --ca ca.pem
  fake-exchange serve world.yaml --json --until-eof --transcript seen.json)";

inline constexpr char kCheckAbout[] =
    "Says everything that is wrong with world files: "
    "file:line:column: field: what is wrong and what is allowed.";

inline constexpr char kCheckExamples[] = R"(Examples:
  fake-exchange check world.yaml
  fake-exchange check --json scenarios/)";

inline constexpr char kDescribeAbout[] =
    "Shows a world as a picture in text: its names, its hosts, and what each "
    "does. Without passwords and tokens.";

inline constexpr char kDescribeExamples[] = R"(Examples:
  fake-exchange describe world.yaml)";

inline constexpr char kNewAbout[] =
    "Asks a few questions and writes a world. What an option says is not "
    "asked, and nothing is where standard input is no terminal.";

inline constexpr char kNewExamples[] = R"(Examples:
  fake-exchange new world.yaml
  fake-exchange new world.yaml --mailbox bob@lab.test --place srv --login ntlm
  fake-exchange new --fault expired </dev/null)";

inline constexpr char kCompletionAbout[] =
    "Prints the script with which a shell completes this command line.";

inline constexpr char kCompletionExamples[] = R"(Examples:
  source <(fake-exchange completion bash)
  fake-exchange completion zsh > ~/.zfunc/_fake-exchange)";

}  // namespace fake

#endif  // FAKE_SERVERS_MAIN_HELP_TEXT_H_
