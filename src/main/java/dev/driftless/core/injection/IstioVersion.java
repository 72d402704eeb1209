package dev.driftless.core.injection;

import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A release of Istio. What follows the patch level ({@code -alpha.x}, {@code -distroless}, {@code -1}) is left out. */
public record IstioVersion(int major, int minor, int patch) implements Comparable<IstioVersion> {

  private static final Pattern TEXT =
      Pattern.compile("^(?:release-)?(\\d{1,9})\\.(\\d{1,9})\\.(\\d{1,9})(?=$|[-.+])");

  private static final Comparator<IstioVersion> ORDER =
      Comparator.comparingInt(IstioVersion::major).thenComparingInt(IstioVersion::minor)
          .thenComparingInt(IstioVersion::patch);

  /** Reads a version or the tag of an image; empty if it does not start with a version of three numbers. */
  public static Optional<IstioVersion> parse(String text) {
    Matcher matcher = TEXT.matcher(text);
    return matcher.find()
        ? Optional.of(new IstioVersion(number(matcher, 1), number(matcher, 2), number(matcher, 3)))
        : Optional.empty();
  }

  private static int number(Matcher matcher, int group) {
    return Integer.parseInt(matcher.group(group));
  }

  /** Whether this is a release before the first one of that minor version. */
  public boolean isBefore(int otherMajor, int otherMinor) {
    return compareTo(new IstioVersion(otherMajor, otherMinor, 0)) < 0;
  }

  /** Compares major and minor version and nothing else; the sign is that of {@link #compareTo}. */
  public int compareMinor(IstioVersion other) {
    return new IstioVersion(major, minor, 0).compareTo(new IstioVersion(other.major, other.minor, 0));
  }

  @Override
  public int compareTo(IstioVersion other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return major + "." + minor + "." + patch;
  }
}
