#include "nacre/study/growth_fit_data.hpp"

#include <gtest/gtest.h>

#include "growth_fit_study.hpp"

namespace nacre::study {
namespace {

using growth::Observable;

std::string refusal(const GrowthFitText& text, const std::string& course) {
  const TempFolder folder;
  return refusal_of(folder, text, course, read_growth_courses);
}
std::string refusal(const std::string& course) { return refusal({}, course); }

TEST(GrowthFitData, ReadsColumnsAndErrors) {
  const TempFolder folder;
  const Study study = growth_fit_study(folder);
  const GrowthCourses data = read_growth_courses(study.cases.front());
  ASSERT_EQ(data.courses.size(), 1u);
  const growth::Course& course = data.courses[0];
  EXPECT_EQ(course.name, "course");
  EXPECT_EQ(course.time_s, (std::vector<double>{60, 120, 180, 240, 300}));
  ASSERT_EQ(course.series.size(), 2u);
  EXPECT_EQ(course.series[0].observable, Observable::radius);
  EXPECT_EQ(course.series[1].observable, Observable::yield);
  EXPECT_DOUBLE_EQ(course.series[0].values[1], 1.9005);
  EXPECT_DOUBLE_EQ(course.series[1].errors[4], 0.01);
  EXPECT_TRUE(data.errors_known);
  EXPECT_EQ(data.error_statement, "errors from the files");
}

TEST(GrowthFitData, ErrorsAreAShareOfTheLargestValue) {
  const TempFolder folder;
  const std::string course = "time_s,concentration_mol_m3,yield\n10,0.001,0.2\n20,0.02,0.5\n";
  GrowthFitText text;
  text.data += "error = 0.05\n";
  const Study study = growth_fit_study(folder, text, course);
  const GrowthCourses data = read_growth_courses(study.cases.front());
  EXPECT_TRUE(data.errors_known);
  EXPECT_DOUBLE_EQ(data.courses[0].series[0].errors[0], 0.001);
  EXPECT_DOUBLE_EQ(data.courses[0].series[1].errors[0], 0.025);
}

TEST(GrowthFitData, WithoutErrorsTheScatterSetsThem) {
  const TempFolder folder;
  const Study study = growth_fit_study(folder, {}, "time_s,yield\n10,0.2\n20,0.5\n");
  const GrowthCourses data = read_growth_courses(study.cases.front());
  EXPECT_FALSE(data.errors_known);
  EXPECT_DOUBLE_EQ(data.courses[0].series[0].errors[0], 0.005);
  EXPECT_EQ(data.error_statement.find("errors unknown: "), 0u);
}

TEST(GrowthFitData, EveryFileHasItsConditions) {
  const TempFolder folder;
  folder.write("other.csv", exact_course);
  GrowthFitText text;
  text.data =
      "file = [\"course.csv\", \"other.csv\"]\ntemperature = [\"503 K\", \"543 K\"]\nconcentration = \"30 "
      "mol/m3\"\n";
  const Study study = growth_fit_study(folder, text);
  const GrowthCourses data = read_growth_courses(study.cases.front());
  ASSERT_EQ(data.courses.size(), 2u);
  EXPECT_EQ(data.courses[1].name, "other");
  EXPECT_EQ(data.courses[0].synthesis.temperature.temperature_K, std::vector<double>{503});
  EXPECT_EQ(data.courses[1].synthesis.temperature.temperature_K, std::vector<double>{543});
  EXPECT_EQ(data.courses[1].synthesis.reference_temperature_K, 523);
  EXPECT_EQ(data.courses[1].synthesis.precursor.concentration_mol_m3, 30);
}

TEST(GrowthFitData, RefusesTables) {
  EXPECT_EQ(
      refusal("time_s\n10\n"),
      "there is no column that can be fitted | any of radius_nm, sigma_nm, concentration_mol_m3, yield");
  EXPECT_EQ(refusal("yield\n1\n"), "there is no column \"time_s\" | yield | time_s");
  EXPECT_EQ(refusal("time_s,yield,radius_err_nm\n10,1,1\n"),
            "there are errors without what they belong to | radius_err_nm | the column radius_nm too");
  EXPECT_EQ(refusal("time_s,yield,yield_err,radius_nm\n10,1,0.1,1\n"),
            "some of the columns have errors and some have none | errors for every column, or [data] error "
            "for those "
            "that have none");
  EXPECT_EQ(refusal("time_s,yield\n10,0\n20,0\n"),
            "the column yield of course is zero throughout and has no errors | measured values");
}

// The hint of the refusal of a table with one row.
std::string hint_for(const std::string& column) {
  const TempFolder folder;
  const Study study = growth_fit_study(folder, {}, "time_s,yield," + column + "\n10,0.1,1\n");
  try {
    read_growth_courses(study.cases.front());
  } catch (const Error& error) {
    EXPECT_EQ(error.parts().message, "column \"" + column + "\" is not read");
    EXPECT_EQ(error.parts().expected,
              "time_s, radius_nm, radius_err_nm, sigma_nm, sigma_err_nm, concentration_mol_m3, "
              "concentration_err_mol_m3, yield, yield_err");
    EXPECT_EQ(error.parts().place.line, 1);
    EXPECT_EQ(error.parts().place.column, 14);
    EXPECT_EQ(error.parts().place.length, static_cast<int>(column.size()));
    EXPECT_EQ(error.code(), ExitCode::data);
    return error.parts().hint;
  }
  return "accepted";
}

TEST(GrowthFitData, NoColumnIsIgnored) {
  EXPECT_EQ(hint_for("concentration_uM"), "particles in mol/m3: 1 uM is 0.001 mol/m3, 1 mM is 1 mol/m3");
  EXPECT_EQ(hint_for("time_min"), "time in seconds, as time_s");
  EXPECT_EQ(hint_for("diameter_nm"), "radius, not diameter: radius_nm is half of it");
  EXPECT_EQ(hint_for("radius_A"), "nm; 10 A are 1 nm");
  EXPECT_EQ(hint_for("yield_percent"), "a share without unit: 100 % is 1");
  EXPECT_EQ(hint_for("Yield"), "did you mean \"yield\"?");
  EXPECT_EQ(hint_for("absorbance"), "");
}

// 21.1 mol/m3 of 3.3e-5 m3/mol make 0.0262 mol/m3 of particles of 2.2 nm.
TEST(GrowthFitData, ParticlesDoNotHoldMoreThanThePrecursor) {
  const std::string head = "time_s,radius_nm,concentration_mol_m3\n60,1.5,0.02\n";
  EXPECT_EQ(refusal(head + "300,2.2,0.0255\n"), "accepted");
  EXPECT_EQ(refusal(head + "300,2.2,0.038\n"), "accepted") << "within the errors of absorption";
  EXPECT_EQ(
      refusal(head + "300,2.2,0.255\n"),
      "the particles hold 9.84 times the precursor | 207.6 mol/m3 in particles of 2.2 nm | no more than "
      "all precursor, 21.1 mol/m3");
  EXPECT_EQ(refusal(head + "300,4.4,0.0255\n").substr(0, 45),
            "the particles hold 7.87 times the precursor |");
  GrowthFitText text;
  text.more = "[seeds]\nradius = \"4.4 nm\"\nconcentration = \"0.0255 mol/m3\"\n";
  EXPECT_EQ(refusal(text, head + "300,4.4,0.0255\n"), "accepted") << "the seeds are particles too";
}

// To be found: the largest that may be found counts.
TEST(GrowthFitData, PrecursorThatIsToBeFoundHoldsItsMost) {
  const std::string course = "time_s,radius_nm,concentration_mol_m3\n60,2.2,0.0255\n";
  GrowthFitText text;
  text.precursor = "concentration = { start = \"6 mol/m3\", min = \"5 mol/m3\", max = \"22 mol/m3\" }\n";
  EXPECT_EQ(refusal(text, course), "accepted");
  text.precursor = "concentration = { start = \"6 mol/m3\", min = \"5 mol/m3\", max = \"7 mol/m3\" }\n";
  EXPECT_EQ(refusal(text, course).substr(0, 45), "the particles hold 2.97 times the precursor |");
  text.precursor = "concentration = { start = \"6 mol/m3\" }\n";
  EXPECT_EQ(refusal(text, course), "accepted") << "without a bound";
}

TEST(GrowthFitData, RefusesTimes) {
  EXPECT_EQ(refusal("time_s,yield\n10,0.1\n10,0.2\n"), "the times do not ascend | 10 | more than 10 s");
  EXPECT_EQ(refusal("time_s,yield\n-1,0.1\n"),
            "a time lies before the injection | -1 | times in s from time 0 on");
  EXPECT_EQ(refusal("time_s,yield\n10,0.1\n301,0.2\n"),
            "a time lies after the end of the synthesis | 301 s | up to [conditions] duration, 300 s");
  EXPECT_EQ(refusal("time_s,radius_nm\n0,1\n10,1\n"),
            "at time 0 there are no particles that had a radius | 0 | times above 0, or [seeds]");
  EXPECT_EQ(refusal("time_s,yield\n0,0\n"), "there is no time after 0 | 0 | times above 0");
}

TEST(GrowthFitData, RefusesValues) {
  EXPECT_EQ(refusal("time_s,radius_nm\n10,-1.5\n"),
            "a radius is not positive | -1.5 | a radius in nm, above 0");
  EXPECT_EQ(refusal("time_s,sigma_nm\n10,-0.1\n"),
            "a standard deviation is negative | -0.1 | a standard deviation in nm");
  EXPECT_EQ(refusal("time_s,yield\n10,35\n"), "a yield is a share, not per cent | 35 | 0 to 1");
  EXPECT_EQ(refusal("time_s,yield,yield_err\n10,0.5,0\n"),
            "an error is not positive | 0 | a standard error above 0");
}

TEST(GrowthFitData, RefusesConditionsThatDoNotFit) {
  GrowthFitText text;
  text.data += "temperature = [\"503 K\", \"523 K\"]\n";
  EXPECT_EQ(refusal(text, exact_course),
            "[data] temperature has another number of entries than [data] file | 2 | one");
  text.data = "file = [\"course.csv\", \"course.csv\"]\n";
  EXPECT_EQ(refusal(text, exact_course), "the file course.csv is listed twice | every file once");
  text.data = "file = \"course.csv\"\nconcentration = \"20 mol/m3\"\n";
  text.precursor = "concentration = { start = \"20 mol/m3\", min = \"10 mol/m3\", max = \"30 mol/m3\" }\n";
  EXPECT_EQ(
      refusal(text, exact_course),
      "the concentration of the precursor is given and to be fitted | one of them: [data] concentration, or "
      "[precursor] concentration");
  text = {};
  text.data += "temperature = \"503 K\"\n";
  text.more = "[program]\ntime = [\"0 s\", \"300 s\"]\ntemperature = [\"500 K\", \"520 K\"]\n";
  EXPECT_EQ(refusal(text, exact_course),
            "the temperature comes from [data] and from [program] | one of them");
}

}  // namespace
}  // namespace nacre::study
