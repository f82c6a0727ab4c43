#!/bin/sh
# Prints the Python to work with: the one that was named, if any, else that of .venv, else the first that is supported.
# Without one it says in both languages what is needed. Standard output is the program or nothing; what people read goes to standard error.
supported="3.11 3.12 3.13"

[ -n "${1:-}" ] || set -- .venv/bin/python python3.11 python3.12 python3.13 python3 python
seen=""
half=""
for candidate in "$@"; do
  version=$("$candidate" -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null) || continue
  case " $supported " in
    *" $version "*) ;;
    *) seen="$seen $candidate ($version)"; continue ;;
  esac
  # Debian's python3 has venv but, without python3-venv, no ensurepip, and an environment cannot be made.
  if "$candidate" -c 'import ensurepip, venv' >/dev/null 2>&1; then
    echo "$candidate"
    exit 0
  fi
  half="$half $candidate ($version)"
done

if [ -n "$half" ]; then
  echo "Found$half, but without what makes a virtual environment. On Debian or Ubuntu: apt install python3-venv" >&2
  echo "พบ$half แต่ไม่มีส่วนที่ใช้เตรียมสภาพแวดล้อม เครื่อง Debian หรือ Ubuntu ให้ผู้ดูแลระบบสั่ง apt install python3-venv" >&2
else
  echo "Python 3.11, 3.12 or 3.13 is needed; found:${seen:- none}. Install one of them, or name it:" \
    "make demo PYTHON=python3.12" >&2
  echo "ต้องใช้ Python 3.11, 3.12 หรือ 3.13 แต่พบ:${seen:- ไม่พบ} โปรดติดตั้งรุ่นใดรุ่นหนึ่ง หรือระบุเอง เช่น" \
    "make demo PYTHON=python3.12" >&2
fi
exit 1
