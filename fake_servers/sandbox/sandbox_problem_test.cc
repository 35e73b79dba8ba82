// SPDX-License-Identifier: Apache-2.0

#include "sandbox/sandbox_problem.h"

#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace fake {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;

struct Case {
  const char* name;
  const char* said;
  KernelSettings settings;
  const char* advice;
};

class ExplainSandboxProblemTest : public ::testing::TestWithParam<Case> {};

TEST_P(ExplainSandboxProblemTest, QuotesBubblewrapAndSaysWhatToDo) {
  EXPECT_THAT(ExplainSandboxProblem(GetParam().said, GetParam().settings),
              AllOf(HasSubstr("cannot make a private namespace (bwrap: "),
                    HasSubstr(GetParam().advice)));
}

INSTANTIATE_TEST_SUITE_P(
    Machines, ExplainSandboxProblemTest,
    ::testing::Values(
        Case{"NoneLeft",
             "bwrap: Creating new namespace failed: (ENOSPC)\n",
             {.max_user_namespaces = 9},
             "user.max_user_namespaces="},
        Case{"NoneAllowed",
             "bwrap: anything",
             {.max_user_namespaces = 0},
             "user.max_user_namespaces="},
        Case{"OnlyForRoot",
             "bwrap: No permissions to create new namespace",
             {.unprivileged_userns_clone = 0, .max_user_namespaces = 9},
             "kernel.unprivileged_userns_clone=1"},
        Case{"AppArmor",
             "bwrap: setting up uid map: Permission denied",
             {.max_user_namespaces = 9,
              .apparmor_restrict_unprivileged_userns = 1},
             "kernel.apparmor_restrict_unprivileged_userns=0"},
        Case{"HiddenProc",
             "bwrap: Can't mount proc on /newroot/proc: not permitted",
             {.max_user_namespaces = 9},
             "systempaths=unconfined"},
        Case{"Container",
             "bwrap: Creating new namespace failed: Operation not permitted",
             {.max_user_namespaces = 9},
             "seccomp=unconfined"}),
    [](const auto& tested) { return std::string(tested.param.name); });

TEST(ExplainUnknownSandboxProblemTest, AddsNothingToWhatItDoesNotKnow) {
  EXPECT_EQ(ExplainSandboxProblem("bwrap: Can't find source path /x\n", {}),
            "cannot make a private namespace (bwrap: Can't find source path "
            "/x)");
}

}  // namespace
}  // namespace fake
