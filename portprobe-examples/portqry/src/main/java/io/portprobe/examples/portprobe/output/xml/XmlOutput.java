package io.portprobe.examples.portprobe.output.xml;

import io.portprobe.text.SafeText;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * XML 1.0 in UTF-8. Unlike the stream writer of the JDK it keeps line breaks in attributes, and
 * escapes characters that XML forbids (section 2.2) or that hide text, as {@link SafeText} does.
 */
public final class XmlOutput {
  private final Writer out;
  private final Deque<String> open = new ArrayDeque<>();
  private boolean inTag;
  private boolean hasText;

  /** Creates an output, which writes nothing yet. */
  public XmlOutput(OutputStream bytes) {
    this.out = new BufferedWriter(new OutputStreamWriter(bytes, StandardCharsets.UTF_8));
  }

  /**
   * Writes the declaration.
   *
   * @param doctype the name of the root element; empty for no document type
   */
  public void declaration(String doctype) throws IOException {
    out.write("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    if (!doctype.isEmpty()) {
      out.write("<!DOCTYPE " + doctype + ">\n");
    }
  }

  /**
   * Begins an element.
   *
   * @param attributes names and values in turn; an attribute with an empty value is left out
   */
  public void begin(String name, String... attributes) throws IOException {
    closeTag();
    indent();
    out.write("<" + name);
    for (int i = 0; i < attributes.length; i += 2) {
      if (!attributes[i + 1].isEmpty()) {
        attribute(attributes[i], attributes[i + 1]);
      }
    }
    open.push(name);
    inTag = true;
    hasText = false;
  }

  /** Writes an attribute of the element that was begun last, also if the value is empty. */
  public void attribute(String name, String value) throws IOException {
    out.write(" " + name + "=\"" + escape(value, "&#10;") + "\"");
  }

  /** Writes text in the element that was begun last. */
  public void text(String text) throws IOException {
    if (inTag) {
      out.write(">");
      inTag = false;
    }
    out.write(escape(text, "\n"));
    hasText = true;
  }

  /** Ends the element that was begun last. */
  public void end() throws IOException {
    String name = open.pop();
    if (inTag) {
      out.write("/>\n");
    } else {
      if (!hasText) {
        indent();
      }
      out.write("</" + name + ">\n");
    }
    inTag = false;
    hasText = false;
  }

  /** Writes an element without content. */
  public void empty(String name, String... attributes) throws IOException {
    begin(name, attributes);
    end();
  }

  /** Writes an element that has text only. */
  public void element(String name, String text, String... attributes) throws IOException {
    begin(name, attributes);
    text(text);
    end();
  }

  /** Passes on what is buffered. */
  public void flush() throws IOException {
    out.flush();
  }

  private void closeTag() throws IOException {
    if (inTag) {
      out.write(">\n");
      inTag = false;
    }
  }

  private void indent() throws IOException {
    out.write("  ".repeat(open.size()));
  }

  private static String escape(String text, String lineBreak) {
    StringBuilder escaped = new StringBuilder(text.length() + 16);
    text.codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\n' -> escaped.append(lineBreak);
                default -> SafeText.append(escaped, c);
              }
            });
    return escaped.toString();
  }
}
