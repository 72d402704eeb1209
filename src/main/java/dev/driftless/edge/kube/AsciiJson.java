package dev.driftless.edge.kube;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Rewrites a stream of UTF-8 JSON so that it has ASCII characters only: all others can only stand in strings, and
 * become {@code \}{@code uXXXX}. For one stream, and one thread at a time.
 *
 * <p>Needed because fabric8 8.0.0 decodes each chunk of an HTTP watch by itself, and reads more of the decoded buffer
 * than it holds ({@code WatchHTTPManager}): a letter like {@code ü} in any object breaks the watch and costs a new
 * list.
 */
final class AsciiJson {

  private static final int REPLACEMENT = 0xFFFD;

  private int codePoint;
  private int missing;

  /** @return what is complete by now; the rest of a character that ends in a later chunk comes with that chunk */
  ByteBuffer rewrite(ByteBuffer chunk) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(chunk.remaining());
    while (chunk.hasRemaining()) {
      next(chunk.get() & 0xFF, out);
    }
    return ByteBuffer.wrap(out.toByteArray());
  }

  private void next(int octet, ByteArrayOutputStream out) {
    if (missing > 0 && octet >> 6 == 0b10) {
      codePoint = codePoint << 6 | octet & 0x3F;
      missing--;
      if (missing == 0) {
        escape(codePoint, out);
      }
      return;
    }
    if (missing > 0) {
      missing = 0;
      escape(REPLACEMENT, out);
    }
    if (octet < 0x80) {
      out.write(octet);
    } else if (octet >> 5 == 0b110) {
      start(octet & 0x1F, 1);
    } else if (octet >> 4 == 0b1110) {
      start(octet & 0x0F, 2);
    } else if (octet >> 3 == 0b11110) {
      start(octet & 0x07, 3);
    } else {
      escape(REPLACEMENT, out);
    }
  }

  private void start(int bits, int following) {
    codePoint = bits;
    missing = following;
  }

  private static void escape(int codePoint, ByteArrayOutputStream out) {
    int valid = Character.isValidCodePoint(codePoint) ? codePoint : REPLACEMENT;
    for (char unit : Character.toChars(valid)) {
      out.writeBytes("\\u%04x".formatted((int) unit).getBytes(StandardCharsets.US_ASCII));
    }
  }
}
