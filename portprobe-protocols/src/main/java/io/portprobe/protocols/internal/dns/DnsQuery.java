package io.portprobe.protocols.internal.dns;

import io.portprobe.protocols.dns.Dns;
import io.portprobe.spi.DialogueContext;
import io.portprobe.spi.ProtocolOption;
import io.portprobe.text.SafeText;
import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;
import java.util.random.RandomGenerator;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

/**
 * One question, and what makes an answer to it hard to forge: a random id, and letters of random
 * case in the name, which nearly every server repeats as they are ("0x20",
 * draft-vixie-dnsext-dns0x20-00).
 */
final class DnsQuery {
  private final int id;
  private final Record asked;
  private final Name mixed;
  private final QueryOptions form;

  private DnsQuery(Record asked, RandomGenerator random, QueryOptions form) {
    this.id = random.nextInt(1 << 16);
    this.asked = asked;
    this.mixed = mixCase(asked.getName(), random);
    this.form = form;
  }

  /** Reads the options of {@link Dns}; what is wrong with them is an IllegalArgumentException. */
  static DnsQuery of(DialogueContext context, QueryOptions form) {
    Name name = name(context.option(Dns.NAME));
    int type = number(context, Dns.TYPE, Type::value, "a record type, for example NS or TYPE65");
    int dnsClass = number(context, Dns.CLASS, DClass::value, "a class, for example IN or CLASS1");
    return new DnsQuery(Record.newRecord(name, type, dnsClass), context.random(), form);
  }

  /** A question for what a server says of itself (RFC 4892). */
  static DnsQuery chaosText(String name, RandomGenerator random, QueryOptions form) {
    return new DnsQuery(Record.newRecord(name(name), Type.TXT, DClass.CH), random, form);
  }

  private static Name name(String text) {
    try {
      if (!text.isEmpty() && text.chars().allMatch(c -> c != ' ' && SafeText.isPrintableAscii(c))) {
        return Name.fromString(text, Name.root);
      }
    } catch (TextParseException e) {
      throw new IllegalArgumentException(badName(text), e);
    }
    throw new IllegalArgumentException(badName(text));
  }

  private static String badName(String text) {
    return Dns.NAME.name()
        + ": "
        + text
        + " (expected: a domain name of ASCII characters, labels of 1-63 and 255 bytes in all)";
  }

  private static int number(
      DialogueContext context, ProtocolOption<String> option, Mnemonics values, String expected) {
    String text = context.option(option);
    int value = values.value(text.toUpperCase(Locale.ROOT));
    if (value < 0 || value > 0xffff) {
      throw new IllegalArgumentException(
          option.name() + ": " + text + " (expected: " + expected + ")");
    }
    return value;
  }

  /** Length bytes are at most 63, so in wire form only letters can look like letters. */
  private static Name mixCase(Name name, RandomGenerator random) {
    byte[] wire = name.toWire();
    for (int i = 0; i < wire.length; i++) {
      int lower = wire[i] | 0x20;
      if (lower >= 'a' && lower <= 'z') {
        wire[i] = (byte) (random.nextBoolean() ? lower : lower & ~0x20);
      }
    }
    try {
      return new Name(wire);
    } catch (IOException e) {
      throw new IllegalStateException("a name of another case cannot be read: " + name, e);
    }
  }

  int id() {
    return id;
  }

  /** The question as sent. */
  byte[] message() {
    Message message = new Message(id);
    Record record = Record.newRecord(mixed, asked.getType(), asked.getDClass());
    message.addRecord(record, Section.QUESTION);
    form.apply(message);
    return message.toWire();
  }

  /** Whether this is the question, letters of any case. */
  boolean matches(Record other) {
    return other.getName().equals(asked.getName())
        && other.getType() == asked.getType()
        && other.getDClass() == asked.getDClass();
  }

  /** Whether the letters of the name come back as they were sent. */
  boolean keepsCase(byte[] response) {
    return Arrays.equals(nameIn(response), mixed.toWire());
  }

  /**
   * Undoes the game of cases: a copy of a response whose question, and so every name compressed by
   * way of it, is spelled as the caller spelled it.
   */
  byte[] inAskedCase(byte[] response) {
    byte[] copy = response.clone();
    byte[] name = asked.getName().toWire();
    if (Arrays.equals(lowerCase(nameIn(response)), lowerCase(name))) {
      System.arraycopy(name, 0, copy, MessageOutline.HEADER, name.length);
    }
    return copy;
  }

  /** As many bytes as the name has, from where a response repeats it. */
  private byte[] nameIn(byte[] response) {
    int from = Math.min(MessageOutline.HEADER, response.length);
    int to = Math.min(MessageOutline.HEADER + mixed.length(), response.length);
    return Arrays.copyOfRange(response, from, to);
  }

  private static byte[] lowerCase(byte[] bytes) {
    byte[] lower = bytes.clone();
    for (int i = 0; i < lower.length; i++) {
      lower[i] |= (byte) (lower[i] >= 'A' && lower[i] <= 'Z' ? 0x20 : 0);
    }
    return lower;
  }

  /** The question for people, spelled as the caller spelled it. */
  @Override
  public String toString() {
    return describe(asked);
  }

  /** A question for people. */
  static String describe(Record question) {
    return question.getName()
        + " "
        + DClass.string(question.getDClass())
        + " "
        + Type.string(question.getType());
  }

  @FunctionalInterface
  private interface Mnemonics {
    /** -1 if there is no such mnemonic. */
    int value(String text);
  }
}
