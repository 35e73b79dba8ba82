#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Unpacks TbSync and EAS-4-TbSync into FOLDER: they cannot be installed beside Debian's Thunderbird, which is newer.
# Usage: prepare.sh FOLDER   (in this folder)
set -eu
sh ../lib/thunderbird-profile.sh "$1/profile"
cd "$1"
apt-get download webext-eas4tbsync=4.11-1~deb12u1 webext-tbsync=4.12-1~deb12u1
for package in *.deb; do dpkg-deb --extract "$package" unpacked; done
unzip -q unpacked/usr/share/webext/eas4tbsync@jobisoft.de.xpi -d eas
unzip -q unpacked/usr/share/webext/tbsync@jobisoft.de.xpi -d tbsync
rm -rf unpacked ./*.deb
