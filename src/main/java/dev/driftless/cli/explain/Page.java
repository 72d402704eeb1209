package dev.driftless.cli.explain;

/** Text in paragraphs with headings. */
final class Page {

  private static final String INDENT = "  ";

  private final StringBuilder text = new StringBuilder();

  /** A paragraph of one line. */
  Page paragraph(String line) {
    text.append(text.isEmpty() ? "" : "\n");
    return add("", line);
  }

  /** A line below a heading. */
  Page line(String line) {
    return add(INDENT, line);
  }

  /** A line that belongs to the one above. */
  Page detail(String line) {
    return add(INDENT + INDENT, line);
  }

  /** Words may quote what is in the cluster; a terminal must see neither line ends nor control sequences of it. */
  private Page add(String indent, String line) {
    text.append(indent).append(line.replaceAll("\\p{Cntrl}+", " ")).append('\n');
    return this;
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
