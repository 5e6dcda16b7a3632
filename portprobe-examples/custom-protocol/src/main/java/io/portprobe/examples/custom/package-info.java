/** Example plug-ins, one for each shape of protocol. */
package io.portprobe.examples.custom;
