package io.portprobe.protocols.internal.kerberos;

import com.unboundid.asn1.ASN1Element;
import com.unboundid.asn1.ASN1Exception;
import io.portprobe.protocols.internal.asn1.TaggedFields;
import io.portprobe.protocols.kerberos.EncryptionType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The METHOD-DATA of KDC_ERR_PREAUTH_REQUIRED (RFC 4120 section 5.9.1).
 *
 * @param types the types of pre-authentication
 * @param encryptionTypes the types in PA-ETYPE-INFO2, or else in PA-ETYPE-INFO
 * @param salts the salts in PA-ETYPE-INFO2
 */
record PreAuthentication(
    List<Integer> types, List<EncryptionType> encryptionTypes, List<String> salts) {
  static final PreAuthentication NONE = new PreAuthentication(List.of(), List.of(), List.of());

  private static final int ETYPE_INFO = 11;
  private static final int ETYPE_INFO2 = 19;

  /**
   * Decodes METHOD-DATA.
   *
   * @throws ASN1Exception if the bytes are malformed
   */
  static PreAuthentication decode(byte[] methodData) throws ASN1Exception {
    List<Integer> types = new ArrayList<>();
    List<EncryptionType> newer = new ArrayList<>();
    List<EncryptionType> older = new ArrayList<>();
    List<String> salts = new ArrayList<>();
    for (ASN1Element each : TaggedFields.elements(ASN1Element.decode(methodData))) {
      TaggedFields entry = TaggedFields.of(each);
      int type = entry.integer(1).orElseThrow(() -> new ASN1Exception("padata-type: absent"));
      types.add(type);
      Optional<ASN1Element> value = entry.find(2);
      if (value.isEmpty() || value.get().getValue().length == 0) {
        continue;
      }
      if (type == ETYPE_INFO2) {
        addTypes(value.get().getValue(), newer, salts);
      } else if (type == ETYPE_INFO) {
        addTypes(value.get().getValue(), older, new ArrayList<>());
      }
    }
    return new PreAuthentication(
        List.copyOf(types), List.copyOf(newer.isEmpty() ? older : newer), List.copyOf(salts));
  }

  private static void addTypes(byte[] info, List<EncryptionType> types, List<String> salts)
      throws ASN1Exception {
    for (ASN1Element each : TaggedFields.elements(ASN1Element.decode(info))) {
      TaggedFields entry = TaggedFields.of(each);
      OptionalInt etype = entry.integer(0);
      types.add(EncryptionType.of(etype.orElseThrow(() -> new ASN1Exception("etype: absent"))));
      entry.text(1).ifPresent(salts::add);
    }
  }

  /** Returns the realm, which the default salt starts with (RFC 4120 section 4). */
  Optional<String> realmOf(String principal) {
    String end = principal.replace("/", "");
    return salts.stream()
        .filter(salt -> salt.length() > end.length() && salt.endsWith(end))
        .map(salt -> salt.substring(0, salt.length() - end.length()))
        .findFirst();
  }
}
