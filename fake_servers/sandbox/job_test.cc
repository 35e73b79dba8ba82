// SPDX-License-Identifier: Apache-2.0

#include "sandbox/job.h"

#include <chrono>
#include <optional>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace fake {
namespace {

using std::chrono::milliseconds;
using ::testing::ElementsAre;
using ::testing::Pair;

// Fails if arguments must be UTF-8: a program may be given any bytes.
TEST(JobTest, ComesBackAsItWas) {
  const Job job{.serving = {.world_name = "w.yaml",
                            .world_text = "mailbox: {}\n",
                            .body_files = {{"a.xml", "<a/>"}},
                            .clock_rate = 20.0,
                            .rtt = milliseconds(50),
                            .seed = 4'294'967'295,
                            .time_limit = milliseconds(7),
                            .follow_fd = 8,
                            .follow_form = EventForm::kText,
                            .key_log_fd = 9},
                .program = "/bin/\xff",
                .arguments = {"\xff\xfe", "", "two words"},
                .environment = {"A=\xe9"},
                .ignored_signals = {1},
                .control_fd = 3,
                .report_fd = 4,
                .stderr_fd = 5};
  const std::optional<Job> back = DecodeJob(Encode(job));
  ASSERT_TRUE(back);
  EXPECT_EQ(back->serving.world_name, "w.yaml");
  EXPECT_EQ(back->serving.world_text, "mailbox: {}\n");
  EXPECT_EQ(back->serving.clock_rate, 20.0);
  EXPECT_EQ(back->serving.rtt, milliseconds(50));
  EXPECT_EQ(back->serving.seed, 4'294'967'295U);
  EXPECT_EQ(back->serving.time_limit, milliseconds(7));
  EXPECT_THAT(back->serving.body_files, ElementsAre(Pair("a.xml", "<a/>")));
  EXPECT_EQ(back->program, "/bin/\xff");
  EXPECT_THAT(back->arguments, ElementsAre("\xff\xfe", "", "two words"));
  EXPECT_THAT(back->environment, ElementsAre("A=\xe9"));
  EXPECT_THAT(back->ignored_signals, ElementsAre(1));
  EXPECT_EQ(back->control_fd, 3);
  EXPECT_EQ(back->report_fd, 4);
  EXPECT_EQ(back->serving.follow_fd, 8);
  EXPECT_EQ(back->serving.follow_form, EventForm::kText);
  EXPECT_EQ(back->serving.key_log_fd, 9);
  EXPECT_EQ(back->stderr_fd, 5);
}

TEST(JobTest, NeedsNoLimitAndNoRoundTrip) {
  const std::optional<Job> back = DecodeJob(Encode(Job{}));
  ASSERT_TRUE(back);
  EXPECT_EQ(back->serving.rtt, std::nullopt);
  EXPECT_EQ(back->serving.time_limit, std::nullopt);
  EXPECT_EQ(back->serving.follow_fd, -1);
}

// Fails if a process that died while writing is believed.
TEST(ReportTest, IsNothingUnlessWhole) {
  const std::string whole = Encode(Report{.started = true,
                                          .exit_code = 7,
                                          .signal = 0,
                                          .message = "said",
                                          .transcript = "{}",
                                          .unfired = {"one"}});
  for (std::size_t size = 0; size < whole.size(); ++size) {
    EXPECT_FALSE(DecodeReport(whole.substr(0, size))) << size;
  }
  const std::optional<Report> report = DecodeReport(whole);
  ASSERT_TRUE(report);
  EXPECT_TRUE(report->started);
  EXPECT_EQ(report->exit_code, 7);
  EXPECT_EQ(report->message, "said");
  EXPECT_EQ(report->transcript, "{}");
  EXPECT_THAT(report->unfired, ElementsAre("one"));
}

}  // namespace
}  // namespace fake
