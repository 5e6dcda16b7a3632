package io.portprobe.protocols.internal.asn1;

import com.unboundid.asn1.ASN1Element;
import com.unboundid.asn1.ASN1Exception;
import com.unboundid.asn1.ASN1Integer;
import com.unboundid.asn1.ASN1Sequence;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The fields of an ASN.1 SEQUENCE with explicit context tags, as in {@code pvno [0] INTEGER}.
 * Decodes one level at a time, so that depth needs no limit.
 */
public final class TaggedFields {
  private static final int CONTEXT = 0xa0;
  private static final int CONSTRUCTED = 0x20;
  private static final int MAX_ELEMENTS = 1_000;

  private final Map<Integer, ASN1Element> fields;

  private TaggedFields(Map<Integer, ASN1Element> fields) {
    this.fields = fields;
  }

  /**
   * Decodes the fields of a SEQUENCE. Elements with other tags are ignored.
   *
   * @throws ASN1Exception if the element is no sequence, or a field occurs twice
   */
  public static TaggedFields of(ASN1Element sequence) throws ASN1Exception {
    Map<Integer, ASN1Element> fields = new HashMap<>();
    for (ASN1Element element : elements(sequence)) {
      int tag = (element.getType() & 0xff) - CONTEXT;
      if (tag >= 0 && tag < 0x1f && fields.put(tag, inner(element)) != null) {
        throw new ASN1Exception("field [" + tag + "]: 2 (expected: 1)");
      }
    }
    return new TaggedFields(fields);
  }

  /**
   * Returns the elements of a constructed element.
   *
   * @throws ASN1Exception if the element is primitive or malformed, or has more than 1,000 elements
   */
  public static List<ASN1Element> elements(ASN1Element constructed) throws ASN1Exception {
    if ((constructed.getType() & CONSTRUCTED) == 0) {
      throw new ASN1Exception(
          "type: " + (constructed.getType() & 0xff) + " (expected: a constructed type)");
    }
    ASN1Element[] elements = ASN1Sequence.decodeAsSequence(constructed).elements();
    if (elements.length > MAX_ELEMENTS) {
      throw new ASN1Exception(
          "elements: " + elements.length + " (expected: at most " + MAX_ELEMENTS + ")");
    }
    return new ArrayList<>(List.of(elements));
  }

  /**
   * Returns the only element of an explicit tag.
   *
   * @throws ASN1Exception if there is none, or more than one
   */
  public static ASN1Element inner(ASN1Element tagged) throws ASN1Exception {
    return ASN1Element.decode(tagged.getValue());
  }

  /** Returns a field without its tag. */
  public Optional<ASN1Element> find(int tag) {
    return Optional.ofNullable(fields.get(tag));
  }

  /**
   * Returns a field without its tag.
   *
   * @throws ASN1Exception if the field is absent
   */
  public ASN1Element require(int tag) throws ASN1Exception {
    ASN1Element field = fields.get(tag);
    if (field == null) {
      throw new ASN1Exception("field [" + tag + "]: absent (expected: present)");
    }
    return field;
  }

  /** Returns an INTEGER field, or empty if it is absent. */
  public OptionalInt integer(int tag) throws ASN1Exception {
    ASN1Element field = fields.get(tag);
    return field == null
        ? OptionalInt.empty()
        : OptionalInt.of(ASN1Integer.decodeAsInteger(field).intValue());
  }

  /** Returns whether an INTEGER field has a value. */
  public boolean has(int tag, int value) throws ASN1Exception {
    OptionalInt field = integer(tag);
    return field.isPresent() && field.getAsInt() == value;
  }

  /** Returns the text of a string field of any string type. */
  public Optional<String> text(int tag) {
    return find(tag).map(TaggedFields::text);
  }

  /** Returns the text of a string element: UTF-8, as Windows and MIT Kerberos send. */
  public static String text(ASN1Element string) {
    return new String(string.getValue(), StandardCharsets.UTF_8);
  }
}
