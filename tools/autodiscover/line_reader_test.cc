// SPDX-License-Identifier: Apache-2.0

#include "tools/autodiscover/line_reader.h"

#include <array>
#include <string>

#include <fcntl.h>
#include <gtest/gtest.h>
#include <unistd.h>

namespace autodiscover::tools {
namespace {

using Got = LineReader::Got;

// A pipe whose writing end is the test's.
class LineReaderTest : public testing::Test {
 protected:
  LineReaderTest() = default;
  ~LineReaderTest() override {
    close(ends_[0]);
    Close();
  }
  LineReaderTest(const LineReaderTest&) = delete;
  LineReaderTest& operator=(const LineReaderTest&) = delete;
  LineReaderTest(LineReaderTest&&) = delete;
  LineReaderTest& operator=(LineReaderTest&&) = delete;

  void Write(const std::string& text) const {
    ASSERT_EQ(write(ends_[1], text.data(), text.size()),
              static_cast<ssize_t>(text.size()));
  }
  void Close() {
    if (ends_[1] >= 0) {
      close(ends_[1]);
      ends_[1] = -1;
    }
  }
  void ExpectLine(const std::string& text, std::uint64_t number) {
    ASSERT_EQ(reader_.Next(), Got::kLine);
    EXPECT_EQ(reader_.text(), text);
    EXPECT_EQ(reader_.number(), number);
  }

  static std::array<int, 2> Pipe() {
    std::array<int, 2> ends{};
    EXPECT_EQ(pipe(ends.data()), 0);
    return ends;
  }

  std::array<int, 2> ends_ = Pipe();
  LineReader reader_{ends_[0]};
};

TEST_F(LineReaderTest, GivesLinesWithTheirNumbers) {
  Write("one\ntwo\r\n\n");
  ExpectLine("one", 1);
  EXPECT_EQ(reader_.offset(), 0U);
  ExpectLine("two", 2);
  EXPECT_EQ(reader_.offset(), 4U);
  ExpectLine("", 3);
  EXPECT_EQ(reader_.offset(), 9U);
  EXPECT_TRUE(reader_.whole());
}

// Fails if a producer that thinks stops everything else.
TEST_F(LineReaderTest, DoesNotWaitForTheRestOfALine) {
  EXPECT_EQ(reader_.Next(), Got::kNotYet);
  Write("on");
  EXPECT_EQ(reader_.Next(), Got::kNotYet);
  Write("e\ntw");
  ExpectLine("one", 1);
  EXPECT_EQ(reader_.Next(), Got::kNotYet);
}

TEST_F(LineReaderTest, SaysThatTheLastLineHasNoEnd) {
  Write("one\ntwo");
  Close();
  ExpectLine("one", 1);
  ExpectLine("two", 2);
  EXPECT_FALSE(reader_.whole());
  EXPECT_EQ(reader_.offset(), 4U);
  EXPECT_EQ(reader_.Next(), Got::kEnd);
}

// Fails if a file without line ends is kept in memory, or shifts the numbers.
TEST_F(LineReaderTest, PassesOverALineThatIsTooLong) {
  const std::string piece(32'768, 'x');
  for (std::size_t size = 0; size <= LineReader::kLineMax;
       size += piece.size()) {
    Write(piece);
    ASSERT_EQ(reader_.Next(), Got::kNotYet);
  }
  Write("x\ntwo\n");
  EXPECT_EQ(reader_.Next(), Got::kTooLong);
  EXPECT_EQ(reader_.number(), 1U);
  ExpectLine("two", 2);
  EXPECT_GT(reader_.offset(), LineReader::kLineMax);
}

TEST_F(LineReaderTest, SaysThatItCannotRead) {
  Close();
  LineReader folder(open("/", O_RDONLY | O_CLOEXEC));
  EXPECT_EQ(folder.Next(), Got::kFailed);
  close(folder.descriptor());
}

}  // namespace
}  // namespace autodiscover::tools
