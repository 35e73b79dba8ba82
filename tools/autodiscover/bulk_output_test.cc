// SPDX-License-Identifier: Apache-2.0

#include "tools/autodiscover/bulk_output.h"

#include <filesystem>
#include <fstream>
#include <sstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

namespace autodiscover::tools {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr const char* kOne =
    "{\"line\":1,\"asked\":\"a@c.test\",\"found\":1}\n";
constexpr const char* kThree =
    "{\"line\":3,\"asked\":\"b@c.test\",\"found\":1}\n";

class BulkOutputTest : public testing::Test {
 protected:
  ~BulkOutputTest() override { std::filesystem::remove(file_); }

  void Put(const std::string& text) const {
    std::ofstream(file_, std::ios::binary) << text;
  }
  [[nodiscard]] std::string Content() const {
    std::ostringstream text;
    text << std::ifstream(file_, std::ios::binary).rdbuf();
    return text.str();
  }

  const std::string file_ = (std::filesystem::temp_directory_path() /
                             ("bulk-output-" + std::to_string(getpid())))
                                .string();
  DoneLines done_;
  std::vector<std::string> notes_;
};

TEST_F(BulkOutputTest, MakesANewFileOnly) {
  BulkOutput output;
  EXPECT_EQ(output.Create(file_), "");
  EXPECT_EQ(output.Write(kOne), "");
  EXPECT_EQ(Content(), kOne);
  BulkOutput other;
  EXPECT_THAT(other.Create(file_), HasSubstr(file_));
  EXPECT_EQ(Content(), kOne);
}

TEST_F(BulkOutputTest, KnowsWhatIsDoneAndGoesOnBehindIt) {
  Put(std::string(kOne) + kThree);
  {
    BulkOutput output;
    EXPECT_EQ(output.Resume(file_, done_, notes_), "");
    EXPECT_EQ(output.Write("{}\n"), "");
  }
  EXPECT_THAT(notes_, IsEmpty());
  EXPECT_EQ(done_.count(), 2U);
  EXPECT_TRUE(done_.Has(1, "a@c.test"));
  EXPECT_FALSE(done_.Has(2, "a@c.test"));
  EXPECT_TRUE(done_.Has(3, "b@c.test"));
  EXPECT_EQ(Content(), std::string(kOne) + kThree + "{}\n");
}

// Fails if an input that was changed since gets the old results.
TEST_F(BulkOutputTest, ComparesTheAddress) {
  done_.Add(1, "a@c.test");
  EXPECT_FALSE(done_.Has(1, "b@c.test"));
}

// Fails if what a crash left is taken for a result, or stays in the file.
TEST_F(BulkOutputTest, RepairsALastLineThatWasCutShort) {
  const std::string three = kThree;
  for (const std::size_t left : {std::size_t{1}, three.size() - 1}) {
    Put(kOne + three.substr(0, left));
    DoneLines done;
    std::vector<std::string> notes;
    BulkOutput output;
    EXPECT_EQ(output.Resume(file_, done, notes), "");
    EXPECT_THAT(notes, ElementsAre(HasSubstr(":2: was cut short")));
    EXPECT_FALSE(done.Has(3, "b@c.test"));
    EXPECT_EQ(output.Write(three), "");
    EXPECT_EQ(Content(), kOne + three);
  }
}

TEST_F(BulkOutputTest, LeavesWhatItDoesNotKnow) {
  Put(std::string("hello\n") + kOne);
  BulkOutput output;
  EXPECT_EQ(output.Resume(file_, done_, notes_), "");
  EXPECT_THAT(notes_, ElementsAre(HasSubstr(file_ + ":1: is no result")));
  EXPECT_TRUE(done_.Has(1, "a@c.test"));
}

TEST_F(BulkOutputTest, BeginsWhereThereIsNothing) {
  BulkOutput output;
  EXPECT_EQ(output.Resume(file_, done_, notes_), "");
  EXPECT_EQ(output.Write(kOne), "");
  EXPECT_EQ(Content(), kOne);
}

}  // namespace
}  // namespace autodiscover::tools
