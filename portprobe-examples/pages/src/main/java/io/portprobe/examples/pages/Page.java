package io.portprobe.examples.pages;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A page in Markdown. The line above a fenced block that a test checks is one of these:
 *
 * <ul>
 *   <li>{@code <!-- snippet:NAME -->}: the code of a Java block is in a source file too, between
 *       {@code // README: NAME} and {@code // end}.
 *   <li>{@code <!-- program:NAME -->}: all Java blocks of this name are the imports and statements
 *       of one program, in the order of the page.
 * </ul>
 */
public final class Page {
  private static final Pattern BLOCK =
      Pattern.compile("<!-- snippet:(\\S+) -->\n```(\\w*)\n(.*?)```", Pattern.DOTALL);
  private static final Pattern PROGRAM =
      Pattern.compile("<!-- program:(\\S+) -->\n```java\n(.*?)```", Pattern.DOTALL);
  private static final Pattern SOURCE =
      Pattern.compile("// README: (\\S+)\n(.*?)\n *// end", Pattern.DOTALL);
  private static final Pattern JAVA = Pattern.compile("(?m)^```java$");

  private final String file;
  private final String text;

  private Page(String file, String text) {
    this.file = file;
    this.text = text;
  }

  /**
   * Reads a page.
   *
   * @param file in UTF-8
   * @return the page
   * @throws IOException if it cannot be read
   */
  public static Page read(Path file) throws IOException {
    return new Page(file.toString(), Files.readString(file));
  }

  /**
   * Reads several pages that share their sources, as if they were one.
   *
   * @param files in UTF-8
   * @return their texts, one after another
   * @throws IOException if one cannot be read
   */
  public static Page all(Path... files) throws IOException {
    StringBuilder text = new StringBuilder();
    for (Path file : files) {
      text.append(Files.readString(file)).append('\n');
    }
    return new Page(
        Arrays.stream(files).map(Path::toString).collect(Collectors.joining(" and ")),
        text.toString());
  }

  /**
   * The whole page.
   *
   * @return as it is in the file
   */
  public String text() {
    return text;
  }

  /**
   * A fenced block.
   *
   * @param name of the snippet
   * @return what is between the fences, without white space around it
   * @throws AssertionError if there is no such block
   */
  public String block(String name) {
    Matcher block = BLOCK.matcher(text);
    while (block.find()) {
      if (block.group(1).equals(name)) {
        return block.group(3).strip();
      }
    }
    throw new AssertionError(file + " has no block under <!-- snippet:" + name + " -->");
  }

  /**
   * Returns the names of the programs.
   *
   * @return sorted
   */
  public Set<String> programs() {
    return PROGRAM
        .matcher(text)
        .results()
        .map(block -> block.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /**
   * Returns the source of a program: the imports of its blocks, and a class whose {@code main} has
   * the other lines of its blocks, unchanged.
   *
   * @param name of the program
   * @param className the name of the class, which is in no package
   * @return the source of a file
   * @throws AssertionError if there is no such program
   */
  public String program(String name, String className) {
    List<String> lines =
        PROGRAM
            .matcher(text)
            .results()
            .filter(block -> block.group(1).equals(name))
            .flatMap(block -> block.group(2).lines())
            .toList();
    if (lines.isEmpty()) {
      throw new AssertionError(file + " has no block under <!-- program:" + name + " -->");
    }
    Map<Boolean, String> parts =
        lines.stream()
            .collect(
                Collectors.partitioningBy(
                    line -> line.startsWith("import "), Collectors.joining("\n")));
    return """
    %s
    public class %s {
      public static void main(String[] args) throws Exception {
    %s
      }
    }
    """
        .formatted(parts.get(true), className, parts.get(false));
  }

  /**
   * Asserts that each Java block of the page is part of a program or a snippet of some sources, and
   * that the page shows each of these snippets as it is compiled.
   *
   * @param sources folders of source files
   * @throws AssertionError if a block differs, lacks a source or a name, or a snippet is not shown
   * @throws IOException if a file cannot be read
   */
  public void showsJavaOf(Path... sources) throws IOException {
    Map<String, String> compiled = compiled(sources);
    Map<String, String> shown = shown();
    if (shown.size() + PROGRAM.matcher(text).results().count()
        != JAVA.matcher(text).results().count()) {
      throw new AssertionError(
          file + " has a Java block without a separate name; named blocks: " + shown.keySet());
    }
    if (!shown.keySet().equals(compiled.keySet())) {
      throw new AssertionError(
          file + " shows " + shown.keySet() + ", and the sources have " + compiled.keySet());
    }
    shown.forEach(
        (name, code) -> {
          if (!code.equals(compiled.get(name))) {
            throw new AssertionError(
                "%s: %s is shown as%n%s%nand compiled as%n%s"
                    .formatted(file, name, code, compiled.get(name)));
          }
        });
  }

  private Map<String, String> shown() {
    Map<String, String> shown = new TreeMap<>();
    Matcher block = BLOCK.matcher(text);
    while (block.find()) {
      if (block.group(2).equals("java")) {
        shown.put(block.group(1), block.group(3).strip());
      }
    }
    return shown;
  }

  private static Map<String, String> compiled(Path... sources) throws IOException {
    Map<String, String> compiled = new TreeMap<>();
    for (Map.Entry<Path, String> source : texts(sources).entrySet()) {
      Matcher snippet = SOURCE.matcher(source.getValue());
      while (snippet.find()) {
        String code = snippet.group(2).stripTrailing().stripIndent().strip();
        if (compiled.put(snippet.group(1), code) != null) {
          throw new AssertionError(source.getKey() + ": a second " + snippet.group(1));
        }
      }
    }
    return compiled;
  }

  private static Map<Path, String> texts(Path... folders) throws IOException {
    Map<Path, String> texts = new LinkedHashMap<>();
    for (Path folder : folders) {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.filter(each -> each.toString().endsWith(".java")).toList()) {
          texts.put(file, Files.readString(file));
        }
      }
    }
    return texts;
  }
}
