package dev.driftless.core.injection;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import java.util.Optional;

class ImageRefSpec {

  @Property
  void a_written_reference_reads_back(@ForAll("references") ImageRef reference) {
    assertThat(ImageRef.parse(written(reference))).isEqualTo(reference);
  }

  @Property
  void a_repository_without_registry_is_one_of_docker_io(@ForAll("path") String repository, @ForAll("tag") String tag) {
    ImageRef image = ImageRef.parse("istio/" + repository + ":" + tag);

    assertThat(image).isEqualTo(ImageRef.parse("docker.io/istio/" + repository + ":" + tag));
  }

  @Property
  void any_text_can_be_read_and_compared(@ForAll String text, @ForAll String other) {
    ImageRef image = ImageRef.parse(text);

    assertThat(image.variant()).isNotNull();
    assertThat(image.version()).isNotNull();
    assertThat(ImageDifference.between(text, other) == ImageDifference.SAME)
        .isEqualTo(ImageDifference.between(other, text) == ImageDifference.SAME);
  }

  @Property
  void every_image_is_the_same_as_itself(@ForAll String text) {
    assertThat(ImageDifference.between(text, text)).isEqualTo(ImageDifference.SAME);
  }

  @Provide
  Arbitrary<ImageRef> references() {
    Arbitrary<String> registry = Arbitraries.of("docker.io", "localhost", "localhost:5000", "gcr.io", "mirror:9000");
    Arbitrary<String> repository = Combinators.combine(registry, path()).as((host, path) -> host + "/" + path);
    Arbitrary<String> digest = Arbitraries.strings().withChars("0123456789abcdef").ofLength(64).map("sha256:"::concat);
    return Combinators.combine(repository, tag().optional(), digest.optional()).as(ImageRef::new);
  }

  @Provide
  Arbitrary<String> path() {
    Arbitrary<String> segment = Arbitraries.strings().withChars("abc019._-").ofMinLength(1).ofMaxLength(12);
    return segment.list().ofMinSize(1).ofMaxSize(4).map(segments -> String.join("/", segments));
  }

  @Provide
  Arbitrary<String> tag() {
    return Arbitraries.strings().withChars("abcXYZ019._-").ofMinLength(1).ofMaxLength(20);
  }

  private static String written(ImageRef reference) {
    Optional<String> tag = reference.tag().map(":"::concat);
    return reference.repository() + tag.orElse("") + reference.digest().map("@"::concat).orElse("");
  }
}
