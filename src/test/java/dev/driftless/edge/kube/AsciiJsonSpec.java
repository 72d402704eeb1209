package dev.driftless.edge.kube;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import tools.jackson.databind.json.JsonMapper;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

class AsciiJsonSpec {

  @Property(tries = 300)
  void text_cut_anywhere_means_the_same_in_ascii(@ForAll String text, @ForAll @IntRange(min = 1, max = 7) int size) {
    String valid = new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    byte[] json = JsonMapper.shared().writeValueAsBytes(valid);

    String ascii = rewrite(json, size);

    assertThat(ascii).matches("\\p{ASCII}*");
    assertThat(JsonMapper.shared().readValue(ascii, String.class)).isEqualTo(valid);
  }

  @Example
  void ascii_stays_as_it_is() {
    String json = "{\"a\": \"b\\n\"}\n";

    assertThat(rewrite(json.getBytes(StandardCharsets.UTF_8), 4)).isEqualTo(json);
  }

  @Example
  void what_is_no_utf_8_becomes_the_replacement_character() {
    byte[] broken = {'"', (byte) 0xC3, 'x', (byte) 0x80, '"'};

    assertThat(rewrite(broken, 5)).isEqualTo("\"\\ufffdx\\ufffd\"");
  }

  private static String rewrite(byte[] json, int size) {
    AsciiJson ascii = new AsciiJson();
    StringBuilder result = new StringBuilder();
    for (int from = 0; from < json.length; from += size) {
      ByteBuffer chunk = ByteBuffer.wrap(json, from, Math.min(size, json.length - from));
      result.append(StandardCharsets.UTF_8.decode(ascii.rewrite(chunk)));
    }
    return result.toString();
  }
}
