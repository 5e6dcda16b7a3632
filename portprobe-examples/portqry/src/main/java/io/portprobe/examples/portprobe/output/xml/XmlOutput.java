package io.portprobe.examples.portprobe.output.xml;

import io.portprobe.examples.portprobe.output.Spool;
import io.portprobe.text.SafeText;
import java.io.BufferedWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * XML 1.0 in UTF-8. Unlike the stream writer of the JDK it keeps line breaks in attributes, and
 * escapes characters that XML forbids (section 2.2) or that hide text, as {@link SafeText} does.
 */
public final class XmlOutput {
  private static final String LINE_BREAK = "&#10;";

  private final OutputStream bytes;
  private final Writer out;
  private final int depth;
  private final Deque<String> open = new ArrayDeque<>();
  private boolean inTag;
  private boolean hasText;

  /** Creates an output, which writes nothing yet. */
  public XmlOutput(OutputStream bytes) {
    this(bytes, 0);
  }

  private XmlOutput(OutputStream bytes, int depth) {
    this.bytes = bytes;
    this.depth = depth;
    this.out = new BufferedWriter(new OutputStreamWriter(bytes, StandardCharsets.UTF_8));
  }

  /** A part of a document that is written apart from it. */
  public interface Content {
    /** Writes elements. */
    void write(XmlOutput xml) throws IOException;
  }

  /**
   * Puts elements into a spool.
   *
   * @param depth the number of elements that will enclose them
   * @return where they are, for {@link #part}
   */
  public static Spool.Part spooled(Spool spool, int depth, Content content) throws IOException {
    ByteArrayOutputStream part = new ByteArrayOutputStream();
    XmlOutput xml = new XmlOutput(part, depth);
    content.write(xml);
    xml.flush();
    return spool.append(part);
  }

  /** Puts the text of an attribute into a spool. */
  public static Spool.Part spooledAttribute(Spool spool, String text) throws IOException {
    ByteArrayOutputStream part = new ByteArrayOutputStream();
    part.write(escape(text, LINE_BREAK).getBytes(StandardCharsets.UTF_8));
    return spool.append(part);
  }

  /** Writes elements of a spool. */
  public void part(Spool spool, Spool.Part part) throws IOException {
    closeTag();
    out.flush();
    spool.copy(part, bytes);
  }

  /** Writes all elements of a spool. */
  public void parts(Spool spool) throws IOException {
    closeTag();
    out.flush();
    spool.copyAll(bytes);
  }

  /** Writes an attribute of the element that was begun last: lines whose texts are in a spool. */
  public void attribute(String name, Spool spool, List<Spool.Part> lines) throws IOException {
    out.write(" " + name + "=\"");
    String separator = "";
    for (Spool.Part line : lines) {
      out.write(separator);
      out.flush();
      spool.copy(line, bytes);
      separator = LINE_BREAK;
    }
    out.write("\"");
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
    out.write(" " + name + "=\"" + escape(value, LINE_BREAK) + "\"");
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
    out.write("  ".repeat(depth + open.size()));
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
