"""Domains: which say whose they are, and which are let to anybody."""

from __future__ import annotations

_PUBLIC_MAIL = frozenset(
    "gmail.com googlemail.com outlook.com hotmail.com live.com msn.com yahoo.com ymail.com icloud.com "
    "me.com mac.com aol.com proton.me protonmail.com pm.me gmx.de gmx.net gmx.com web.de t-online.de "
    "freenet.de mail.ru yandex.ru yandex.com bk.ru list.ru inbox.ru orange.fr free.fr laposte.net "
    "wanadoo.fr libero.it virgilio.it tiscali.it naver.com daum.net hanmail.net rediffmail.com "
    "zoho.com zohomail.com fastmail.com mail.com email.com hushmail.com tutanota.com comcast.net "
    "verizon.net att.net sbcglobal.net btinternet.com bigpond.com telstra.com shaw.ca rogers.com "
    "uol.com.br bol.com.br terra.com.br qq.com vip.qq.com foxmail.com 163.com vip.163.com 126.com "
    "yeah.net 188.com sina.com sina.cn vip.sina.com sohu.com aliyun.com alibaba-inc.com 139.com "
    "189.cn wo.cn 21cn.com tom.com 263.net eyou.com chinaren.com hinet.net pchome.com.tw seed.net.tw "
    "yahoo.co.jp docomo.ne.jp ezweb.ne.jp softbank.ne.jp hotmail.co.uk yahoo.co.uk live.cn".split()
)
_SHARED_HOSTS = tuple(
    "1688.com alibaba.com taobao.com tmall.com jd.com made-in-china.com weebly.com wixsite.com "
    "wordpress.com blogspot.com github.io myshopify.com shopify.com squarespace.com godaddysites.com "
    "facebook.com linkedin.com instagram.com weixin.qq.com youzan.com baidu.com google.com "
    "hc360.com 51job.com zhipin.com qcc.com tianyancha.com business.site amazonaws.com".split()
)
_PLACES_OF_NAMES = frozenset("com net org gov edu co ac or ne go gob nom ind".split())
_PUBLIC_MAIL_ROOTS = frozenset("yahoo hotmail outlook live gmx yandex".split())


def tells_whose(domain: str) -> bool:
    """Whether a domain is somebody's own: no public mail, no market place, no host of many."""
    domain = domain.lower()
    return not (
        "." not in domain
        or domain in _PUBLIC_MAIL
        or domain_root(domain) in _PUBLIC_MAIL_ROOTS
        or any(domain == host or domain.endswith(f".{host}") for host in _SHARED_HOSTS)
    )


def domain_root(domain: str) -> str:
    """What a company registered under any ending: `hengyue` of `mail.hengyue.com.cn` and `hengyue.com`."""
    labels = domain.lower().split(".")
    labels.pop()
    while len(labels) > 1 and labels[-1] in _PLACES_OF_NAMES:
        labels.pop()
    return labels[-1] if labels else ""
