package io.portprobe.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.portprobe.DialogueReport;
import io.portprobe.Reason;
import java.io.IOException;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Checks that no main code of portprobe branches on the wording of a note, a message, evidence or
 * an explanation. Wording may change; {@link DialogueReport#cause()}, {@link Reason} and the types
 * of exceptions are for decisions.
 */
class MessageTextTest {
  // The patterns begin with a look-ahead of the first letters, because a word boundary and a choice
  // of words are slow to try at each position of all sources.

  private static final String TEXT =
      "(?=[nedgmw])"
          + "(?:(?:note|evidence|explain|detail|diagnosticMessage|getMessage|getLocalizedMessage)\\(\\)"
          + "|\\b(?:note|evidence|explanation|detail|diagnosticMessage|message|why)\\b)";

  private static final String COMPARISON =
      "(?=[cmseilr])"
          + "(?:contains|matches|startsWith|endsWith|indexOf|lastIndexOf|regionMatches|equals"
          + "|equalsIgnoreCase|contentEquals|compareTo|split)";

  private static final Pattern DECISION =
      Pattern.compile(
          // note().contains("..."), String.valueOf(e.getMessage()).startsWith("...")
          (TEXT + "(?:\\.(?:strip|trim|toLowerCase|get|orElse\\w*)\\([^()]*\\)|\\))*")
              + ("\\s*\\.\\s*" + COMPARISON + "\\s*\\(")
              // "...".equals(note()), PATTERN.matcher(e.getMessage()), switch (note())
              + ("|" + COMPARISON + "\\(\\s*[\\w.()]*" + TEXT + "\\s*\\)")
              + ("|(?=[ms])\\b(?:matcher|switch)\\s*\\(\\s*[\\w.()]*" + TEXT + "\\s*\\)"));

  /** The text of an exception: failure.toString().contains("..."). */
  private static final Pattern EXCEPTION_TEXT =
      Pattern.compile(
          "(?=[etcfp])"
              + "\\b(?:e|t|ex|cause|failure|problem|error|throwable|exception)\\.toString\\(\\)\\s*\\.\\s*"
              + COMPARISON
              + "\\s*\\(");

  /** A function that compares: map(Throwable::getMessage).filter("..."::equals). */
  private static final Pattern FUNCTION =
      Pattern.compile(
          "(?=[:neg])"
              + "(?:::|\\b)(?:note|evidence|explain|getMessage|getLocalizedMessage)\\b(?:\\(\\))?\\s*\\)\\s*\\."
              + "\\s*(?:filter|anyMatch|noneMatch|allMatch|takeWhile|dropWhile)\\s*\\(");

  /** A variable with such a text: String text = e.getMessage(); */
  private static final Pattern VARIABLE =
      Pattern.compile(
          "(?=[Sv])"
              + "\\b(?:String|var)\\s+(\\w+)\\s*=[^;]*\\b(?:note|evidence|explain|diagnosticMessage|getMessage"
              + "|getLocalizedMessage)\\(\\)[^;]*;");

  private static final Pattern COMMENT = Pattern.compile("/\\*(?s:.*?)\\*/|//.*");

  /** File name to the reason why it reads text. */
  private static final Map<String, String> ALLOWED =
      Map.of(
          "Errno.java",
          "NIO and Netty's Java classes report most error numbers as text only; the one place",
          "RefusalReason.java",
          "the diagnostic message is protocol data: for ambiguous result codes, it starts with a "
              + "Win32 error code (Active Directory) or is one of two constants (OpenLDAP)");

  @Tag("slow")
  @Test
  void mainSources_neverBranchOnMessageText() throws IOException {
    assertThat(MainSources.files())
        .filteredOn(file -> isDecision(COMMENT.matcher(MainSources.read(file)).replaceAll("")))
        .extracting(file -> file.getFileName().toString())
        .containsExactlyInAnyOrderElementsOf(ALLOWED.keySet());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "dialogue.note().contains(\"reset\")",
        "String.valueOf(e.getMessage()).startsWith(head)",
        "attempt.evidence().strip().equals(seen)",
        "\"closed\".equals(dialogue.note())",
        "RESET.matcher(failure.getMessage()).find()",
        "switch (attempt.evidence()) {",
        "message.matches(\".*reset.*\")",
        "String text = e.getMessage(); return text.startsWith(\"reset\");",
        "var text = dialogue.note().strip(); switch (text) {",
        "String text = String.valueOf(e.getMessage()); return \"reset\".equals(text);",
        "failure.toString().endsWith(\"reset\")",
        "report.map(DialogueReport::note).filter(\"closed\"::equals)",
        "dialogue.map(each -> each.note()).anyMatch(CLOSED::equals)"
      })
  void pattern_decisionByText_isFound(String code) {
    assertThat(isDecision(code)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "dialogue.cause() == Cause.PEER_RESET",
        "lines.add(dialogue.note());",
        "dialogue.note().isEmpty()",
        "text.contains(dialogue.protocol())",
        "String text = dialogue.note(); return text.isEmpty() ? \"\" : \": \" + text;",
        "String name = dialogue.protocol(); return name.equals(\"dns\");"
      })
  void pattern_otherCode_isNotFound(String code) {
    assertThat(isDecision(code)).isFalse();
  }

  private static boolean isDecision(String code) {
    return DECISION.matcher(code).find()
        || EXCEPTION_TEXT.matcher(code).find()
        || FUNCTION.matcher(code).find()
        || VARIABLE
            .matcher(code)
            .results()
            .map(variable -> Pattern.quote(variable.group(1)))
            .anyMatch(name -> comparison(name).matcher(code).find());
  }

  private static Pattern comparison(String name) {
    return Pattern.compile(
        ("(?=" + name + ")(?<![.\\w])" + name + "\\s*\\.\\s*" + COMPARISON + "\\s*\\(")
            + ("|(?:"
                + COMPARISON
                + "|(?=[ms])\\b(?:matcher|switch\\s*))\\(\\s*"
                + name
                + "\\s*\\)"));
  }
}
