#include "nacre/io/files.hpp"

#include <sys/resource.h>
#include <sys/stat.h>

#include <csignal>
#include <thread>
#include <vector>

#include "io/temporary_folder.hpp"

namespace nacre::io {
namespace {

using Files = TemporaryFolder;

TEST_F(Files, WriteAndReadEveryByte) {
  std::string content;
  for (int i = 0; i < 200'000; ++i) content += static_cast<char>(i * 7 % 256);
  for (const std::string& text : {content, std::string(), std::string("a\r\n\0b", 5)}) {
    write_file_atomically(file("a"), text);
    EXPECT_EQ(read_file(file("a")), text);
  }
  EXPECT_EQ(count_files(), 1u);  // no temporary file is left
}

TEST_F(Files, WriteIntoTheCurrentFolder) {
  const std::filesystem::path before = std::filesystem::current_path();
  std::filesystem::current_path(folder_);
  write_file_atomically("a.txt", "text");
  std::filesystem::current_path(before);
  EXPECT_EQ(read_file(file("a.txt")), "text");
}

TEST_F(Files, AreReadableAsTheMaskOfTheUserSays) {
  const mode_t before = umask(022);
  write_file_atomically(file("a"), "text");
  umask(before);
  struct stat status {};
  ASSERT_EQ(stat(file("a").c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777u, 0644u);
}

TEST_F(Files, ErrorsOfReadingNameFileAndReason) {
  EXPECT_EQ(failure([&] { read_file(file("none.csv")); }), "none.csv: no such file");
  std::filesystem::create_directory(file("d"));
  EXPECT_EQ(failure([&] { read_file(file("d")); }), "d: is a directory, not a file");
  EXPECT_EQ(failure([&] { sha256_of_file(file("none.csv")); }), "none.csv: no such file");
  write("plain", "x");
  EXPECT_EQ(failure([&] { read_file(file("plain/x")); }), "plain/x: cannot be read: Not a directory");
}

TEST_F(Files, ErrorsOfWritingNameFileAndReason) {
  EXPECT_EQ(failure([&] { write_file_atomically(file("no/a"), "x"); }),
            "no/a: cannot be written: No such file or directory");
  std::filesystem::create_directory(file("d"));
  EXPECT_EQ(failure([&] { write_file_atomically(file("d"), "x"); }), "d: cannot be written: Is a directory");
  EXPECT_EQ(count_files(), 1u);
}

// A limit on the size of files stands in for a full disk.
class FileSizeLimit {
 public:
  explicit FileSizeLimit(rlim_t bytes) {
    std::signal(SIGXFSZ, SIG_IGN);
    getrlimit(RLIMIT_FSIZE, &before_);
    const rlimit limit{bytes, before_.rlim_max};
    setrlimit(RLIMIT_FSIZE, &limit);
  }
  ~FileSizeLimit() {
    setrlimit(RLIMIT_FSIZE, &before_);
    std::signal(SIGXFSZ, SIG_DFL);
  }

 private:
  rlimit before_{};
};

TEST_F(Files, FailedWriteLeavesTheOldFileAndNothingElse) {
  write_file_atomically(file("a"), "old");
  std::string text;
  {
    const FileSizeLimit limit(1000);
    text = failure([&] { write_file_atomically(file("a"), std::string(5000, 'x')); });
  }
  EXPECT_EQ(text, "a: cannot be written: File too large");
  EXPECT_EQ(read_file(file("a")), "old");
  EXPECT_EQ(count_files(), 1u);
}

TEST_F(Files, WritersAtTheSameTimeLeaveOneWholeFile) {
  {
    std::vector<std::jthread> writers;
    for (char letter = 'a'; letter < 'e'; ++letter)
      writers.emplace_back([&, letter] {
        for (int i = 0; i < 10; ++i) write_file_atomically(file("a"), std::string(10'000, letter));
      });
  }
  const std::string text = read_file(file("a"));
  EXPECT_EQ(text, std::string(10'000, text.at(0)));
  EXPECT_EQ(count_files(), 1u);
}

TEST(FileNames, OfTemporaryFilesAreKnown) {
  EXPECT_TRUE(is_temporary_name(".nacre-12-3.tmp"));
  EXPECT_FALSE(is_temporary_name(".nacre-run"));
  EXPECT_FALSE(is_temporary_name("notes.tmp"));
}

// FIPS 180-2, appendix B, and the empty text.
TEST_F(Files, Sha256GivesThePublishedSums) {
  EXPECT_EQ(sha256_of_text("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(sha256_of_text(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(sha256_of_text("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"),
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
  EXPECT_EQ(sha256_of_text(std::string(1'000'000, 'a')),
            "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

TEST_F(Files, Sha256OfAFileIsThatOfItsText) {
  const std::string text(200'001, 'z');  // more than one piece
  EXPECT_EQ(sha256_of_file(write("z", text)), sha256_of_text(text));
}

}  // namespace
}  // namespace nacre::io
