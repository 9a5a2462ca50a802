// A folder of its own for each test, removed at its end.
#pragma once

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "nacre/core/error.hpp"

namespace nacre::io {

class TemporaryFolder : public testing::Test {
 protected:
  TemporaryFolder() {
    const auto* test = testing::UnitTest::GetInstance()->current_test_info();
    folder_ = std::filesystem::temp_directory_path() /
              ("nacre-" + std::string(test->name()) + "-" + std::to_string(getpid()));
    std::filesystem::create_directories(folder_);
  }
  ~TemporaryFolder() override { std::filesystem::remove_all(folder_); }

  std::filesystem::path file(const std::string& name) const { return folder_ / name; }

  std::filesystem::path write(const std::string& name, const std::string& content) const {
    std::filesystem::remove(file(name));  // some file systems flush a file that is cut to nothing
    std::ofstream(file(name), std::ios::binary) << content;
    return file(name);
  }

  // The files of the folder, hidden ones too.
  std::size_t count_files() const {
    return static_cast<std::size_t>(
        std::distance(std::filesystem::directory_iterator(folder_), std::filesystem::directory_iterator()));
  }

  // The text of the Error that `action` throws, with the folder left out.
  template <typename Action>
  std::string failure(const Action& action, ExitCode code = ExitCode::data) const {
    try {
      action();
    } catch (const Error& error) {
      EXPECT_EQ(error.code(), code);
      std::string text = error.what();
      const std::string prefix = folder_.string() + "/";
      for (std::size_t at = text.find(prefix); at != text.npos; at = text.find(prefix))
        text.erase(at, prefix.size());
      return text;
    }
    return "no error";
  }

  std::filesystem::path folder_;
};

}  // namespace nacre::io
