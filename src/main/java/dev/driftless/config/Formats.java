package dev.driftless.config;

import dev.driftless.core.model.Durations;
import dev.driftless.core.model.LabelSelector;
import dev.driftless.core.plan.Budget;
import dev.driftless.core.plan.Downtime;
import dev.driftless.core.plan.Mode;
import dev.driftless.core.plan.ProofPolicy;
import dev.driftless.core.plan.Reaction;
import dev.driftless.core.plan.WindowText;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;

/** The ways in which the values of the configuration are written. */
final class Formats {

  static final Format<Mode> MODE = Format.choice(Mode.values(), Mode::label);
  static final Format<Optional<Mode>> OPTIONAL_MODE = new Format<>("observe, dry-run, enforce, or nothing",
      text -> text.isEmpty() ? Optional.of(Optional.empty()) : mode(text).map(Optional::of));
  static final Format<Reaction> REACTION =
      Format.choice(Reaction.values(), reaction -> reaction.name().toLowerCase(Locale.ROOT));
  /** For what a restart cannot cure. */
  static final Format<Reaction> REPORT_OR_IGNORE = Format.choice(new Reaction[] {Reaction.REPORT, Reaction.IGNORE},
      reaction -> reaction.name().toLowerCase(Locale.ROOT));
  static final Format<ProofPolicy> PROOF = Format.choice(ProofPolicy.values(), ProofPolicy::label);
  static final Format<Downtime> DOWNTIME = Format.choice(Downtime.values(), Downtime::label);
  static final Format<DayOfWeek> DAY = Format.choice(DayOfWeek.values(), WindowText::name);
  static final Format<LocalTime> TIME_OF_DAY = new Format<>("a time from \"00:00\" to \"23:59\"", WindowText::time);
  static final Format<Duration> WINDOW_DURATION =
      new Format<>("a duration above zero such as 30m or 6h, at most 24h", WindowText::duration);
  static final Format<ZoneId> TIME_ZONE =
      new Format<>("an IANA time zone such as Europe/Berlin or UTC", WindowText::zone);
  static final Format<LogFormat> LOG_FORMAT = Format.choice(LogFormat.values(), LogFormat::label);
  static final Format<LogLevel> LOG_LEVEL = Format.choice(LogLevel.values(), LogLevel::label);
  static final Format<Boolean> BOOLEAN = Format.choice(new Boolean[] {true, false}, Object::toString);
  static final Format<BindAddress> BIND_ADDRESS =
      new Format<>(":8080, host:8080 or [::1]:8080, ports 0 to 65535", BindAddress::parse);
  static final Format<Integer> COUNT = new Format<>("a whole number from 1 to 999999", Formats::count);
  static final Format<Budget> BUDGET = new Format<>(
      "a number of workloads from 1 to 999999, or a share of all from \"1%\" to \"100%\"", Formats::budget);
  static final Format<Integer> COUNT_OR_NONE = new Format<>("a whole number from 0 to 999999",
      text -> text.equals("0") ? Optional.of(0) : count(text));
  static final Format<Budget> UNHEALTHY = new Format<>(
      "a number of pods from 1 to 999999, or a share of all from \"1%\" to \"100%\"", Formats::budget);
  static final Format<Duration> DURATION =
      new Format<>("a duration such as 0s, 500ms, 90s, 15m, 6h or 1d, at most 365d", Formats::duration);
  static final Format<Duration> POSITIVE_DURATION = new Format<>(
      "a duration above zero such as 500ms, 90s, 15m, 6h or 1d, at most 365d",
      text -> duration(text).filter(Duration::isPositive));
  /** RFC 1123 label, as the API server asks of a namespace's name. */
  static final Format<String> NAMESPACE = new Format<>(
      "the name of a namespace: at most 63 of a-z, 0-9 and -, with a letter or digit at both ends",
      text -> Optional.of(text).filter(Pattern.compile("(?!.{64})[a-z0-9]([-a-z0-9]*[a-z0-9])?").asMatchPredicate()));
  static final Format<LabelSelector> SELECTOR = new Format<>(
      "a label selector such as a=b,c!=d,e in (x,y),f notin (z),g,!h; empty for all", SelectorReader::read);

  /** Of a server; a password in it is not repeated. */
  static final Format<String> URL = new Format<>(
      "an http or https URL without query and fragment, such as http://prometheus.monitoring:9090, or nothing",
      Formats::url, text -> text.replaceFirst("//.*@", "//…@"));
  static final Format<String> REGEX = new Format<>("a regular expression, or nothing", Formats::regex);

  private static final Pattern NUMBER = Pattern.compile("[1-9]\\d{0,5}");
  private static final Pattern PERCENT = Pattern.compile("([1-9]\\d?|100)%");
  private static final Duration LONGEST = Duration.ofDays(365);

  private Formats() {}

  private static Optional<Mode> mode(String text) {
    return Stream.of(Mode.values()).filter(mode -> mode.label().equals(text)).findFirst();
  }

  private static Optional<Integer> count(String text) {
    return NUMBER.matcher(text).matches() ? Optional.of(Integer.valueOf(text)) : Optional.empty();
  }

  private static Optional<Budget> budget(String text) {
    Matcher percent = PERCENT.matcher(text);
    return percent.matches()
        ? Optional.of(new Budget.Percent(Integer.parseInt(percent.group(1))))
        : count(text).map(Budget.Count::new);
  }

  private static Optional<String> url(String text) {
    try {
      URI url = new URI(text);
      boolean server = Set.of("http", "https").contains(String.valueOf(url.getScheme())) && url.getHost() != null
          && url.getQuery() == null && url.getFragment() == null;
      return text.isEmpty() || server ? Optional.of(text) : Optional.empty();
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }

  private static Optional<String> regex(String text) {
    try {
      return Optional.of(Pattern.compile(text).pattern());
    } catch (PatternSyntaxException e) {
      return Optional.empty();
    }
  }

  private static Optional<Duration> duration(String text) {
    return Durations.parse(text).filter(duration -> duration.compareTo(LONGEST) <= 0);
  }
}
