package dev.driftless.core.remediation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftless.core.model.Kind;
import dev.driftless.core.model.WorkloadRef;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.time.api.constraints.InstantRange;

import java.time.Instant;
import java.util.Map;

class MarksSpec {

  @Property
  void what_was_decided_reads_back(@ForAll String uid, @ForAll String target,
      @ForAll @IntRange(min = 1, max = 999_999) int attempt, @ForAll @InstantRange Instant now) {
    Marks marks = Marks.decide(new WorkloadRef(Kind.DEPLOYMENT, "shop", "cart", uid), target, attempt, now);

    assertThat(Marks.read(Map.of(Marks.RESTART_ID, marks.restartId(), Marks.TARGET, marks.target(), Marks.ATTEMPT,
        Integer.toString(marks.attempt()), Marks.STARTED_AT, marks.startedAt().toString())))
            .isEqualTo(new Marks.Reading.Found(marks));
  }

  @Property
  void any_annotations_can_be_read(@ForAll String id, @ForAll String attempt, @ForAll String startedAt) {
    assertThat(Marks.read(Map.of(Marks.RESTART_ID, id, Marks.ATTEMPT, attempt, Marks.STARTED_AT, startedAt)))
        .isNotInstanceOf(Marks.Reading.None.class);
  }
}
