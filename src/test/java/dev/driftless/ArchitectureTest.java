package dev.driftless;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/** Directions, purity and names. When one of these hurts, the structure is to change, not the rule. */
@AnalyzeClasses(packages = "dev.driftless", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  private static final Set<String> IMPURE = Set.of("java.lang.Thread", "java.lang.System", "java.lang.Runtime",
      "java.lang.ThreadLocal", "java.lang.Process", "java.lang.ProcessBuilder");

  private static final Set<String> PURE_PACKAGES = Set.of("java.lang", "java.lang.runtime", "java.lang.invoke",
      "java.util", "java.util.function", "java.util.stream", "java.util.regex", "java.math", "java.time",
      "java.time.format", "java.time.temporal", "java.time.zone", "java.nio.charset");

  private static final DescribedPredicate<JavaClass> PURE = new DescribedPredicate<>("pure") {
    @Override
    public boolean test(JavaClass used) {
      JavaClass type = used.getBaseComponentType();
      String name = type.getName();
      return type.isPrimitive() || name.startsWith("dev.driftless.core.")
          || Set.of("java.security.MessageDigest", "java.security.NoSuchAlgorithmException").contains(name)
          || PURE_PACKAGES.contains(type.getPackageName()) && !IMPURE.contains(name);
    }
  };

  @ArchTest
  static final ArchRule dependencies_go_one_way = layeredArchitecture().consideringOnlyDependenciesInLayers()
      .layer("main").definedBy("dev.driftless")
      .layer("cli").definedBy("dev.driftless.cli..")
      .layer("app").definedBy("dev.driftless.app..")
      .layer("edge").definedBy("dev.driftless.edge..")
      .layer("config").definedBy("dev.driftless.config..")
      .layer("core").definedBy("dev.driftless.core..")
      .whereLayer("main").mayNotBeAccessedByAnyLayer()
      .whereLayer("cli").mayOnlyBeAccessedByLayers("main")
      .whereLayer("app").mayOnlyBeAccessedByLayers("cli")
      .whereLayer("edge").mayOnlyBeAccessedByLayers("cli", "app")
      .whereLayer("config").mayOnlyBeAccessedByLayers("cli", "app", "edge")
      .whereLayer("core").mayOnlyBeAccessedByLayers("cli", "app", "edge", "config");

  @ArchTest
  static final ArchRule the_core_is_pure =
      classes().that().resideInAPackage("dev.driftless.core..").should().onlyDependOnClassesThat(PURE);

  @ArchTest
  static final ArchRule the_core_reads_no_clock = noClasses().that().resideInAPackage("dev.driftless.core..")
      .should().callMethod(Instant.class, "now")
      .orShould().callMethod(LocalDate.class, "now")
      .orShould().callMethod(LocalDateTime.class, "now")
      .orShould().callMethod(OffsetDateTime.class, "now")
      .orShould().callMethod(ZonedDateTime.class, "now")
      .orShould().dependOnClassesThat().areAssignableTo(Clock.class);

  @ArchTest
  static final ArchRule siblings_of_the_edge_meet_only_on_the_bus = slices()
      .matching("dev.driftless.edge.(*)..").should().notDependOnEachOther()
      .ignoreDependency(DescribedPredicate.alwaysTrue(), resideInAPackage("dev.driftless.edge.bus.."));

  @ArchTest
  static final ArchRule the_bus_knows_no_sibling = noClasses().that().resideInAPackage("dev.driftless.edge.bus..")
      .should().dependOnClassesThat(
          resideInAPackage("dev.driftless.edge..").and(resideOutsideOfPackage("dev.driftless.edge.bus..")));

  @ArchTest
  static final ArchRule the_simulation_knows_nothing_of_what_it_tests = noClasses()
      .that().resideInAPackage("dev.driftless.sim..")
      .should().dependOnClassesThat(
          resideInAPackage("dev.driftless..").and(resideOutsideOfPackage("dev.driftless.sim..")));

  @ArchTest
  static final ArchRule only_the_demo_reaches_the_simulation = noClasses()
      .that().resideOutsideOfPackages("dev.driftless.sim..", "dev.driftless.cli.demo..")
      .should().dependOnClassesThat().resideInAPackage("dev.driftless.sim..");

  @ArchTest
  static final ArchRule only_its_command_reaches_the_demo = noClasses()
      .that().resideOutsideOfPackage("dev.driftless.cli.demo..")
      .and().doNotHaveFullyQualifiedName("dev.driftless.cli.DemoCommand")
      .should().dependOnClassesThat().resideInAPackage("dev.driftless.cli.demo..");

  @ArchTest
  static final ArchRule the_simulation_reads_no_clock = noClasses().that().resideInAPackage("dev.driftless.sim..")
      .and().resideOutsideOfPackage("dev.driftless.sim.http..")
      .should().callMethod(Instant.class, "now")
      .orShould().callMethod(System.class, "currentTimeMillis")
      .orShould().callMethod(System.class, "nanoTime")
      .orShould().callMethod(Math.class, "random")
      .orShould().callMethod(System.class, "identityHashCode", Object.class)
      .orShould().callMethod(UUID.class, "randomUUID")
      .orShould().callConstructor(Random.class)
      .orShould().callConstructor(SplittableRandom.class)
      .orShould().dependOnClassesThat().areAssignableTo(ThreadLocalRandom.class)
      .orShould().dependOnClassesThat().areAssignableTo(Clock.class);

  @ArchTest
  static final ArchRule the_process_ends_in_one_place = noClasses().that()
      .doNotHaveFullyQualifiedName("dev.driftless.Driftless")
      .should().callMethod(System.class, "exit", int.class)
      .orShould().callMethod(Runtime.class, "halt", int.class);

  @ArchTest
  static final ArchRule names_say_something =
      classes().should().haveNameNotMatching(".*(Util|Utils|Helper|Manager|Impl)[A-Z]?.*");
}
