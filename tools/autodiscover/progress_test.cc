// SPDX-License-Identifier: Apache-2.0

#include "tools/autodiscover/progress.h"

#include <sstream>

#include <gtest/gtest.h>

namespace autodiscover::tools {
namespace {

using std::chrono::seconds;

const Progress::Clock::time_point kStart{};

TEST(ProgressTest, SaysItInWords) {
  EXPECT_EQ(InWords({.found = 3, .not_found = 1}), "3 found, 1 not");
  EXPECT_EQ(InWords({.bad_lines = 1, .passed_over = 2}),
            "0 found, 0 not, 1 bad line, 2 done before");
}

// Fails if a log gets a line for each mailbox.
TEST(ProgressTest, SpeaksSeldom) {
  std::ostringstream out;
  Progress progress(out, false, false, kStart);
  progress.Show({.found = 1}, kStart + seconds(5));
  EXPECT_EQ(out.str(), "");
  progress.Show({.found = 300}, kStart + seconds(30));
  progress.Show({.found = 301}, kStart + seconds(31));
  EXPECT_EQ(out.str(), "autodiscover: 300 found, 0 not; 10 a second\n");
}

TEST(ProgressTest, WritesOverItsLineOnATerminal) {
  std::ostringstream out;
  Progress progress(out, true, false, kStart);
  progress.Show({.found = 1}, kStart + seconds(1));
  progress.Say("x");
  progress.End({.found = 4}, kStart + seconds(2));
  EXPECT_EQ(out.str(),
            "autodiscover: 1 found, 0 not; 1 a second\r\x1b[K"
            "autodiscover: x\n"
            "autodiscover: 4 found, 0 not; 2 a second\n");
}

TEST(ProgressTest, KeepsQuietButForMessages) {
  std::ostringstream out;
  Progress progress(out, true, true, kStart);
  progress.Show({.found = 1}, kStart + seconds(1));
  progress.Say("x");
  progress.End({}, kStart + seconds(2));
  EXPECT_EQ(out.str(), "autodiscover: x\n");
}

}  // namespace
}  // namespace autodiscover::tools
