// SPDX-License-Identifier: Apache-2.0
//
// What is said about mistakes in answers, scripts and routes: the place, the
// field, what is wrong and what is allowed.

#include <gtest/gtest.h>

#include "world/problem_case.h"

namespace fake {
namespace {

class AnswerProblemsTest : public testing::TestWithParam<ProblemCase> {};

TEST_P(AnswerProblemsTest, IsTold) { ExpectProblems(GetParam()); }

// Fails if a mistake goes unnoticed, or its message changes.
INSTANTIATE_TEST_SUITE_P(
    , AnswerProblemsTest,
    testing::ValuesIn<ProblemCase>({
        {"StatusTooSmall",
         Https("status: 99"),
         {"4:23: HTTPS.status: must be a whole number from 100 to 999"}},
        {"StatusInQuotes",
         Https(R"(status: "404")"),
         {"4:23: HTTPS.status: must be a whole number from 100 to 999, without "
          "quotes"}},
        {"RedirectWithoutTo",
         Https("reply: redirect-addr"),
         {"4:22: HTTPS.reply: needs `to` beside it: where it leads"}},
        {"ToWithoutRedirect",
         Https("reply: settings, to: ann@b.test"),
         {"4:32: HTTPS.to: has a meaning only beside `reply: redirect-addr` or "
          "`reply: redirect-url`"}},
        {"EwsWithoutSettings",
         Https(R"(status: 404, ews: "https://a/")"),
         {"4:28: HTTPS.ews: has a meaning only beside `reply: settings`"}},
        {"CodeWithoutError",
         Https("status: 404, code: 500"),
         {"4:28: HTTPS.code: has a meaning only beside `reply: error`"}},
        {"CodeIsAMap",
         Https("reply: error, code: {}"),
         {"4:35: HTTPS.code: must be a POX error number (600) or a SOAP error "
          "name (InvalidUser)"}},
        {"BodyBesideReply",
         Https("reply: settings, body: x"),
         {"4:32: HTTPS.body: replaces a template: leave out `reply`"}},
        {"NotAHeaderName",
         Https(R"(status: 404, headers: {"X Y": z})"),
         {"4:38: HTTPS.headers.X Y: not a header name: letters, digits and "
          "!#$%&'*+-.^_`|~ are allowed"}},
        {"LineBreakInHeader",
         Https(R"(status: 404, headers: {X: "a\nSet-Cookie: b"})"),
         {"4:41: HTTPS.headers.X: goes into an HTTP header: line breaks and "
          "other control characters are not allowed there"}},
        {"HeaderIsANumber",
         Https("status: 404, headers: {X: 12}"),
         {"4:41: HTTPS.headers.X: must be text, and this could be read as "
          "something else: put it in quotes"}},
        {"LineBreakInLocation",
         Https(R"(location: "https://a/\r\nX: y")"),
         {"4:25: HTTPS.location: goes into an HTTP header: line breaks and "
          "other control characters are not allowed there"}},
        {"MistypedShape",
         Https("reply: settings, shape: [bomb]"),
         {"4:40: HTTPS.shape[0]: `bomb` is not allowed; allowed are "
          "no-declaration, bom, leading-space, prefixed, reordered, comments, "
          "utf-16, cdata, unknown-elements, "
          "duplicate-protocols, wrong-namespace, dtd-bomb, external-entity, "
          "parameter-entity, deep, control-characters; did you mean `bom`?"}},
        {"ShapeOfABody",
         Https("body: x, shape: [bom]"),
         {"4:24: HTTPS.shape: has a meaning only beside a template (`reply: "
          "settings`, `error`, `redirect-addr` or `redirect-url`)"}},
        {"DelayAlone",
         Https("delay: 1s"),
         {"4:14: HTTPS: an answer needs a reply, status, body, location or "
          "fault"}},
        {"TwoFaults",
         Https("reply: settings, fault: {silent: true, drip: 1s}"),
         {"4:39: HTTPS.fault: must name exactly one fault: reset_after, "
          "truncate_after, silent, drip, close or garbage"}},
        {"NoFault",
         Https("reply: settings, fault: {}"),
         {"4:39: HTTPS.fault: must name exactly one fault: reset_after, "
          "truncate_after, silent, drip, close or garbage"}},
        {"FaultIsAWord",
         Https("reply: settings, fault: silent"),
         {"4:39: HTTPS.fault: must be a map with one fault, not a single "
          "value"}},
        {"SilentFalse",
         Https("reply: settings, fault: {silent: false}"),
         {"4:48: HTTPS.fault.silent: only `true` is allowed; leave the field "
          "out otherwise"}},
        {"NegativeBytes",
         Https("reply: settings, fault: {reset_after: -1}"),
         {"4:53: HTTPS.fault.reset_after: must be a whole number from 0 to "
          "1073741824"}},
        {"TruncatedNothing",
         Https("status: 404, fault: {truncate_after: 3}"),
         {"4:35: HTTPS.fault: `truncate_after` needs a `body` or a `reply` "
          "whose body can be cut"}},
        {"PaddingWithoutPlace",
         Https("body: x, padding: {text: a, times: 3}"),
         {"4:24: HTTPS.padding: has a meaning only beside a `body`, "
          "`location` or `raw` with `{padding}` in it"}},
        {"PaddingWithoutTimes",
         Https(R"(body: "{padding}", padding: {text: a})"),
         {"4:43: HTTPS.padding: needs both `text` and `times`"}},
        {"PaddingTooLarge",
         Https(
             R"(body: "{padding}", padding: {text: abcdefgh, times: 60000000})"),
         {"4:43: HTTPS.padding: must be at most 64 MiB in all"}},
        {"EmptyScript",
         Https("script: []"),
         {"4:23: HTTPS.script: must be a list of answers, with at least one "
          "element"}},
        {"ScriptBesideReply",
         Https("script: [{status: 404}], reply: settings"),
         {"4:40: HTTPS.reply: cannot stand beside `script`: put it into one of "
          "its answers"}},
        {"BrokenStepOfAScript",
         kHost + std::string(R"(      https:
        script:
          - {status: 404}
          - {}
          - {stauts: 500}
)"),
         {"7:13: HTTPS.script[1]: says nothing: give a reply, status, body, "
          "location or fault",
          "8:14: HTTPS.script[2].stauts: unknown field; allowed are reply, "
          "status, ews, ews_internal, smtp_address, display_name, to, code, "
          "message, location, headers, body, body_file, content_type, padding, "
          "shape, "
          "delay, fault, sets, wait_for, interim, version, framing, encoding, "
          "trailers, raw_headers, many_headers, stream, raw, flavour, "
          "protocols, "
          "alternative_mailboxes, public_folders, ttl, user_errors, "
          "setting_errors, "
          "cut_after; did you mean "
          "`status`?"}},
        {"RouteWithoutMatch",
         Https("routes: [{status: 404}]"),
         {"4:24: HTTPS.routes[0]: `match` is missing: which requests the route "
          "is for"}},
        {"RouteWithoutAnswer",
         Https("routes: [{match: {method: GET}}]"),
         {"4:24: HTTPS.routes[0]: an answer is missing: a reply, status, body, "
          "location, fault or script"}},
        {"MatchOfNothing",
         Https("routes: [{match: {}, status: 404}]"),
         {"4:32: HTTPS.routes[0].match: would match everything: give at least "
          "one of method, path, protocol, header, body, account, when, after"}},
        {"MethodInSmallLetters",
         Https("routes: [{match: {method: post}, status: 404}]"),
         {"4:41: HTTPS.routes[0].match.method: must be an HTTP method in "
          "capitals, such as POST"}},
        {"PathWithoutSlash",
         Https("routes: [{match: {path: ews}, status: 404}]"),
         {"4:39: HTTPS.routes[0].match.path: must begin with `/`, or with `=/` "
          "for the exact case"}},
        {"MistypedProtocol",
         Https("routes: [{match: {protocol: poxx}, status: 404}]"),
         {"4:43: HTTPS.routes[0].match.protocol: `poxx` is not allowed; "
          "allowed are pox, soap, mobilesync, v2, none; did you mean `pox`?"}},
        {"MatchedHeaderIsAList",
         Https("routes: [{match: {header: {X: [a, b]}}, status: 404}]"),
         {"4:45: HTTPS.routes[0].match.header.X: must be text, not a list"}},
    }),
    [](const auto& one) { return std::string(one.param.name); });

}  // namespace
}  // namespace fake
