import pytest
from django.test import Client
from django.contrib.auth.models import User
from tests.filling import editor
from tests.making import make_term
pytestmark = pytest.mark.django_db
Q=["slug=%00","evidence_status__exact=%00","q=%00","standing=%00","p=99999999999999999999","id__exact=9999999999999999999999","id__exact=x","updated__year=99999","updated__year=x","updated__month=13&updated__year=2025","updated__day=31&updated__month=2&updated__year=2025","o=x","o=99","o=9999999999999999999.-1","state__exact=zz","_facets=x","all=x","e=1","_to_field=x","_popup=1&_to_field=%FF","slug__regex=(","updated__gte=x","successor__id__exact=x","updated__year=2025&updated__day=1", "updated__year=0","state__isnull=x","q="+"a"*3000,"q="+"a+"*1500,"q=%22%22%22", "updated__year=99999999999999999999"]
def test_probe(client):
    client.force_login(User.objects.create_superuser("root")); c=Client(raise_request_exception=False); c.cookies=client.cookies
    make_term()
    bad=[]
    for m in ("glossary/term","resources/resource","resources/person","articles/article","articles/step","articles/practiceoutline","publishing/notice","publishing/formeraddress"):
        for q in Q:
            r=c.get(f"/admin/{m}/?{q}")
            if r.status_code>=500: bad.append((m,q,r.status_code, repr(getattr(r,'exc_info',None) and r.exc_info[1])[:150]))
    for a in ("term=%00","term=a&page=x","term=a&page=999999999999999999999999","term=a&page=0"):
        r=c.get("/admin/autocomplete/?app_label=glossary&model_name=relation&field_name=target&"+a)
        print(a,r.status_code)
        if r.status_code>=500: bad.append(a)
    for p in ("glossary/term/99999999999999999999999/change/","glossary/term/_00/change/","glossary/term/x/history/","r/1/x/","r/99999999999999999999999/1/","r/999999999/1/","r/x/y/"):
        r=c.get("/admin/"+p)
        print(p,r.status_code)
        if r.status_code>=500: bad.append((p,repr(r.exc_info[1])))
    for d in ({"charset":"hex"},{"charset":"utf-7"},{"charset":"idna"},{"charset":"utf-16"}):
        r=c.generic("GET","/search/?q=x",b"",f"text/plain; charset={d['charset']}")
        print(d,r.status_code)
        r=c.generic("POST","/admin/login/",b"username=x",f"text/plain; charset={d['charset']}")
        print(d,r.status_code)
    r=c.get("/admin/login/",headers={"cookie":'sessionid="\\000aaaaaaaaaaa"'}); print("cookie",r.status_code)
    r=c.get("/glossary/%00/"); print("path",r.status_code)
    n=Client(raise_request_exception=False)
    for f in ({"username":"x"*256,"password":"p"},{"username":"\ufdfa"*150,"password":"p"},{"username":"a\0","password":"p"},{"username":"a","password":"p\0"},{"username":"a","password":"p"*2000},{"username":"😀"*150,"password":"p"}):
        for ct in (0,1):
          r=n.post("/admin/login/",f,headers={"user-agent":"é"*900,"accept":"a"*3000}) if ct else n.post("/admin/login/?next=/admin/",__import__("urllib.parse").parse.urlencode(f),content_type="application/x-www-form-urlencoded")
          print(f["username"][:3],len(f["username"]),r.status_code, r.context and dict(r.context["form"].errors) if r.status_code==200 else "")
          if r.status_code>=500: bad.append((f,repr(r.exc_info[1])))
    for i in range(7):
        r=n.post("/admin/login/",{"username":"joe","password":"x"}); print(r.status_code)
    print(r.content.decode()[:200]); print(bad)
    assert 0
