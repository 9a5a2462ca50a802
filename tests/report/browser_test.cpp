// The report in a real browser: tests/report/browser_check.py says what is looked at.
#include <gtest/gtest.h>
#include <sys/wait.h>

#include <cstdlib>

#include "nacre/report/html.hpp"
#include "report/sample_film.hpp"
#include "report/sample_frame_map.hpp"
#include "report/sample_particles.hpp"
#include "report/sample_run.hpp"
#include "report/test_folder.hpp"

namespace nacre::report {
namespace {

void expect_nothing_wrong(const StudyResult& result) {
  const test::TestFolder folder;
  test::write_sample_run(folder.path(), result);
  write_report(folder.path());
  const std::string command = "python3 '" NACRE_SOURCE_DIR "/tests/report/browser_check.py' '" +
                              (folder.path() / "report.html").string() + "'";
  const int status = std::system(command.c_str());
  ASSERT_TRUE(WIFEXITED(status));
  if (WEXITSTATUS(status) == 77) GTEST_SKIP() << "no Chromium found";
  EXPECT_EQ(WEXITSTATUS(status), 0);
}

TEST(SlowBrowser, FindsNothingWrong) { expect_nothing_wrong(test::sample_result()); }

TEST(SlowBrowser, TurnsAndCutsParticles) {
  StudyResult result = test::sample_result();
  ParticleGallery particles = test::sample_particles();
  particles.pictures[0].box_nm = {3, 3, 3};
  particles.pictures[1].kept = 0.5;
  result.figures = {particles, test::scan_plot()};
  expect_nothing_wrong(result);
}

TEST(SlowBrowser, ShowsFilms) {
  StudyResult result = test::sample_result();
  result.figures = {test::sample_film(), test::scan_plot()};
  expect_nothing_wrong(result);
}

TEST(SlowBrowser, ShowsFrameMaps) {
  StudyResult result = test::sample_result();
  result.figures = {test::scan_plot(), test::sample_frame_map()};
  expect_nothing_wrong(result);
}

}  // namespace
}  // namespace nacre::report
