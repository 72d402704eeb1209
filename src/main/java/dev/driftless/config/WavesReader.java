package dev.driftless.config;

import dev.driftless.core.plan.Waves;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** Reads {@code disruption.waves}. */
final class WavesReader {

  private static final String KEY = "waves";
  private static final String CANARY = "canary";
  private static final Pattern PERCENT = Pattern.compile("([1-9]\\d?|100)%");
  private static final Format<String> WAVE = new Format<>("canary, or a share of all from \"1%\" to \"100%\"",
      text -> text.equals(CANARY) || PERCENT.matcher(text).matches() ? Optional.of(text)
          : Optional.empty());

  private WavesReader() {}

  static Waves read(Section disruption, Waves usual, Problems problems) {
    if (!disruption.has(KEY)) {
      return usual;
    }
    Set<String> written = disruption.values(KEY, WAVE);
    List<Integer> percents = written.stream().filter(wave -> !wave.equals(CANARY))
        .map(wave -> Integer.valueOf(wave.substring(0, wave.length() - 1))).toList();
    boolean canary = written.contains(CANARY);
    boolean rising = IntStream.range(1, percents.size()).allMatch(i -> percents.get(i - 1) < percents.get(i));
    boolean first = !canary || written.iterator().next().equals(CANARY);
    if (!rising || !first || !percents.isEmpty() && percents.getLast() != 100) {
      problems.notAllowed("disruption.waves", written.toString(),
          "canary first or not at all, then shares that rise to \"100%\"; [] for all at once");
      return usual;
    }
    return new Waves(canary, percents);
  }
}
