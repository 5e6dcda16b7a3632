package io.portprobe.examples.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PageTest {
  private static final String SHOWN = "<!-- snippet:ask -->\n```java\nask();\n```\n";

  @TempDir private Path folder;

  @BeforeEach
  void source() throws IOException {
    Files.writeString(
        folder.resolve("A.java"), "{\n    // README" + ": ask\n    ask();\n    // end\n}\n");
  }

  private Page page(String text) throws IOException {
    return Page.read(Files.writeString(folder.resolve("page.md"), text));
  }

  @Test
  @DisplayName("A page that shows the compiled code passes")
  void right() {
    assertThatCode(() -> page(SHOWN).showsJavaOf(folder)).doesNotThrowAnyException();
  }

  @Test
  @DisplayName("A page that shows other, less or more code fails")
  void wrong() {
    assertThatThrownBy(() -> page(SHOWN.replace("ask()", "tell()")).showsJavaOf(folder))
        .hasMessageContaining("ask is shown as")
        .hasMessageContaining("tell();");
    assertThatThrownBy(() -> page("Nothing.\n").showsJavaOf(folder))
        .hasMessageEndingWith("page.md shows [], and the sources have [ask]");
    assertThatThrownBy(() -> page(SHOWN + "```java\nmore();\n```\n").showsJavaOf(folder))
        .hasMessageContaining("has a Java block without a separate name");
    assertThatThrownBy(() -> page(SHOWN + SHOWN).showsJavaOf(folder))
        .hasMessageContaining("has a Java block without a separate name");
  }

  @Test
  @DisplayName("Two snippets of one name are rejected")
  void twice() throws IOException {
    Path other = Files.createDirectory(folder.resolve("other"));
    Files.copy(folder.resolve("A.java"), other.resolve("B.java"));

    assertThatThrownBy(() -> page(SHOWN).showsJavaOf(folder))
        .hasMessageContaining(".java: a second ask");
  }

  @Test
  @DisplayName("The blocks of a program are one class, in the order of the page")
  void program() throws IOException {
    Page page =
        page(
            block("program:a", "import java.util.List;\n\nList<String> x = List.of();\n")
                + SHOWN
                + block("program:a", "import java.util.Map;\nx.size();\n"));

    assertThat(page.programs()).containsExactly("a");
    assertThat(page.program("a", "A").lines().map(String::strip))
        .containsExactly(
            "import java.util.List;",
            "import java.util.Map;",
            "public class A {",
            "public static void main(String[] args) throws Exception {",
            "",
            "List<String> x = List.of();",
            "x.size();",
            "}",
            "}");
    assertThatCode(() -> page.showsJavaOf(folder)).doesNotThrowAnyException();
    assertThatThrownBy(() -> page.program("b", "B"))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("no block under <!-- program:b -->");
  }

  private static String block(String name, String code) {
    return "<!-- " + name + " -->\n```java\n" + code + "```\n";
  }

  @Test
  @DisplayName("A page returns blocks of any language by name")
  void blocks() throws IOException {
    Page page = page(SHOWN + "<!-- snippet:file -->\n```yaml\nports: []\n```\n");

    assertThat(page.block("file")).isEqualTo("ports: []");
    assertThatThrownBy(() -> page.block("none"))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("no block under <!-- snippet:none -->");
  }
}
