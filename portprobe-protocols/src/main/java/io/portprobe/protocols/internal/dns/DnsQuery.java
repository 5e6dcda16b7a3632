package io.portprobe.protocols.internal.dns;

import io.portprobe.protocols.dns.Dns;
import io.portprobe.spi.DialogueContext;
import java.io.IOException;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.Locale;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.ReverseMap;
import org.xbill.DNS.Section;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

/**
 * A query whose response is hard to forge: it has a random id, and letters of random case in its
 * name, which nearly every server copies unchanged ("0x20", draft-vixie-dnsext-dns0x20-00).
 */
final class DnsQuery {
  private final int id;
  private final Record question;
  private final Name mixedCaseName;
  private final QueryOptions options;

  private DnsQuery(Record question, RandomGenerator random, QueryOptions options) {
    this.id = random.nextInt(1 << 16);
    this.question = question;
    this.mixedCaseName = mixCase(question.getName(), random);
    this.options = options;
  }

  /** Creates the query that the options of {@link Dns} describe. */
  static DnsQuery of(DialogueContext context, QueryOptions options) {
    Name name = name(context.option(Dns.NAME));
    int type = Type.value(context.option(Dns.TYPE).toUpperCase(Locale.ROOT));
    int dnsClass = DClass.value(context.option(Dns.CLASS).toUpperCase(Locale.ROOT));
    return new DnsQuery(Record.newRecord(name, type, dnsClass), context.random(), options);
  }

  /** Returns whether the options describe the default query, so that any response answers it. */
  static boolean isDefault(DialogueContext context) {
    return Stream.of(Dns.NAME, Dns.TYPE, Dns.CLASS)
        .allMatch(option -> context.option(option).equals(option.defaultValue()));
  }

  /** Creates a query for an identity text of the server (RFC 4892). */
  static DnsQuery chaosText(String name, RandomGenerator random, QueryOptions options) {
    return new DnsQuery(Record.newRecord(name(name), Type.TXT, DClass.CH), random, options);
  }

  /** Creates a query of a link-local protocol for the PTR records of a name. */
  static DnsQuery pointers(String name, RandomGenerator random) {
    return pointers(name(name), random);
  }

  /** Creates a query of a link-local protocol for the names of an address. */
  static DnsQuery names(InetAddress address, RandomGenerator random) {
    return pointers(ReverseMap.fromAddress(address), random);
  }

  private static DnsQuery pointers(Name name, RandomGenerator random) {
    Record question = Record.newRecord(name, Type.PTR, DClass.IN);
    return new DnsQuery(question, random, QueryOptions.none());
  }

  private static Name name(String text) {
    try {
      return Name.fromString(text, Name.root);
    } catch (TextParseException e) {
      throw new IllegalStateException("a name that the option accepted does not parse: " + text, e);
    }
  }

  /** Length bytes are at most 63, so a byte with the value of a letter is a letter. */
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
      throw new IllegalStateException("a name with other letter case does not decode: " + name, e);
    }
  }

  int id() {
    return id;
  }

  /** Returns whether a message has the id of the query. */
  boolean hasIdOf(byte[] message) {
    return message.length >= Short.BYTES && id == ((message[0] & 0xff) << 8 | (message[1] & 0xff));
  }

  QueryOptions options() {
    return options;
  }

  /** Returns whether this query and another have the same question. */
  boolean hasSameQuestion(DnsQuery other) {
    return matches(other.question);
  }

  /** Returns the message to send. */
  byte[] message() {
    Message message = new Message(id);
    Record record = Record.newRecord(mixedCaseName, question.getType(), question.getDClass());
    message.addRecord(record, Section.QUESTION);
    options.apply(message);
    return message.toWire();
  }

  /** Returns whether this is the question of the query, ignoring letter case. */
  boolean matches(Record other) {
    return other.getName().equals(question.getName())
        && other.getType() == question.getType()
        && other.getDClass() == question.getDClass();
  }

  /** Returns whether a response repeats the name with the letter case that was sent. */
  boolean hasSameCase(byte[] response) {
    return Arrays.equals(nameIn(response), mixedCaseName.toWire());
  }

  /**
   * Returns a copy of a response in which the question has the letter case of the caller, as then
   * have all names that are compressed by a pointer to it.
   */
  byte[] restoreCase(byte[] response) {
    byte[] copy = response.clone();
    byte[] name = question.getName().toWire();
    if (Arrays.equals(lowerCase(nameIn(response)), lowerCase(name))) {
      System.arraycopy(name, 0, copy, MessageOutline.HEADER, name.length);
    }
    return copy;
  }

  /** Returns the bytes at the place where a response repeats the name. */
  private byte[] nameIn(byte[] response) {
    int from = Math.min(MessageOutline.HEADER, response.length);
    int to = Math.min(MessageOutline.HEADER + mixedCaseName.length(), response.length);
    return Arrays.copyOfRange(response, from, to);
  }

  private static byte[] lowerCase(byte[] bytes) {
    byte[] lower = bytes.clone();
    for (int i = 0; i < lower.length; i++) {
      lower[i] |= (byte) (lower[i] >= 'A' && lower[i] <= 'Z' ? 0x20 : 0);
    }
    return lower;
  }

  /** Returns name, class and type in the letter case of the caller. */
  @Override
  public String toString() {
    return describe(question);
  }

  /** Returns name, class and type, for example {@code ". IN NS"}. */
  static String describe(Record question) {
    return question.getName()
        + " "
        + DClass.string(question.getDClass())
        + " "
        + Type.string(question.getType());
  }
}
